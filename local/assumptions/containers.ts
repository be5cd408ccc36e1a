import type { Assumption } from './assumption.ts';
import { gatewayGuide, knownIssues } from './sources.ts';

const streamingHttp = `${gatewayGuide}/response-streaming-http.html`;
const mapping = `${gatewayGuide}/rest-api-parameter-mapping.html`;
const loadBalancer = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application';

/** How requests reach a container or a proxy's backend, and how its answers come back. */
export const aboutContainers = [
  {
    id: 'http-headers-before-content',
    claim:
      'The client gets the status and headers of an HTTP integration’s answer as soon as all headers have arrived.',
    evidence: 'documented',
    reference: streamingHttp,
  },
  {
    id: 'http-headers-passed',
    claim:
      'An HTTP integration passes on each header of the client’s, but for those of its connection, and each header of the answer.',
    evidence: 'documented',
    reference: `${gatewayGuide}/setup-http-integrations.html`,
  },
  {
    id: 'mapped-header-replaces',
    claim:
      'A header that a mapping writes replaces the client’s of the same name, however that is spelled and how often.',
    evidence: 'undocumented',
    reference: mapping,
  },
  {
    id: 'mapping-without-value',
    claim:
      'A mapping that has no value writes nothing, so that the client’s header comes through. This is the worst case; Rivulet’s mappings always have one.',
    evidence: 'undocumented',
    reference: mapping,
  },
  {
    id: 'private-path',
    claim:
      'The load balancer gets the stage’s name, then the path of the integration’s URI with its parameters filled in, and the client’s query. Rivulet’s container takes it with and without the stage.',
    evidence: 'documented',
    reference: `${gatewayGuide}/private-integration.html`,
  },
  {
    id: 'private-path-encoded',
    claim:
      'Parameters are encoded again in that path. AWS’s known issues say that REST APIs decode them; Rivulet’s container refuses a path that no longer fits its route, which of a file’s name it can’t know.',
    evidence: 'undocumented',
    reference: knownIssues,
  },
  {
    id: 'http-failure-before-headers',
    claim:
      'If the load balancer, a task or a proxy’s backend can’t be reached, or breaks off before the headers, the client gets INTEGRATION_FAILURE.',
    evidence: 'undocumented',
    reference: `${gatewayGuide}/supported-gateway-response-types.html`,
  },
  {
    id: 'http-failure-after-headers-cuts',
    claim:
      'If a task or a proxy’s backend breaks off in the middle of its answer, so does the connection to the client.',
    evidence: 'undocumented',
    reference: streamingHttp,
  },
  {
    id: 'private-client-leaves',
    claim: 'When the client closes its connection, API Gateway and the load balancer close theirs to the task.',
    evidence: 'undocumented',
  },
  {
    id: 'load-balancer-asks-header',
    claim:
      'The load balancer answers 403 itself, by its default action, to a request without the header that its rule asks for.',
    evidence: 'documented',
    reference: `${loadBalancer}/rule-condition-types.html`,
  },
  {
    id: 'task-is-replaced',
    claim:
      'A task that ends is started again. In between, the other tasks answer; here there is one, and requests wait for it.',
    evidence: 'documented',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html',
  },
] as const satisfies readonly Assumption[];
