import { Aspects, Duration, Stack } from 'aws-cdk-lib';
import {
  CfnMethod,
  ConnectionType,
  Integration,
  type IntegrationConfig,
  IntegrationType,
  type Method,
  ResponseTransferMode,
} from 'aws-cdk-lib/aws-apigateway';
import { credentials } from '../../../lambda/access/credentials.ts';
import { originHeader, toHandedOver } from '../../../lambda/entries/container/handed-over.ts';
import type { IDependable } from 'constructs';
import type { Route } from '../../../lambda/protocols/protocol.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Front } from './front.ts';
import { needsGroups } from './needs-groups.ts';

/** What a method must declare, so that the integration may have it. */
export function toPathParameters({ path }: Route): Record<string, boolean> {
  return Object.fromEntries(namesIn(path).map((name) => [`method.request.path.${name}`, true]));
}

/**
 * A route's way through the link to the load balancer. What API Gateway knows of the request goes along in headers of ours, and they replace a client's of
 * the same name. Credentials stay here, but for the token that the container verifies once more.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export class PrivateIntegration extends Integration {
  readonly #front: Front;
  readonly #behind: IDependable;

  /** @param behind what must be up before requests are sent to it */
  constructor(route: Route, front: Front, settings: Settings, behind: IDependable) {
    const { link, loadBalancer, origin } = front;
    const headers = {
      ...toHandedOver(settings.access),
      [originHeader]: quoted(origin.secretValue.unsafeUnwrap()),
      ...Object.fromEntries(withheld(settings).map((name) => [name, quoted('-')])),
    };
    const mapped = Object.entries(headers).map(([name, from]) => [`integration.request.header.${name}`, from]);
    const inPath = namesIn(route.path).map((name) => [
      `integration.request.path.${name}`,
      `method.request.path.${name}`,
    ]);
    super({
      type: IntegrationType.HTTP_PROXY,
      integrationHttpMethod: route.method,
      uri: `http://${loadBalancer.loadBalancerDnsName}${route.path.replace('+}', '}')}`,
      options: {
        connectionType: ConnectionType.VPC_LINK,
        vpcLink: link,
        responseTransferMode: ResponseTransferMode.STREAM,
        timeout: Duration.millis(Math.round(settings.integrationTimeoutSeconds * 1000)),
        requestParameters: Object.fromEntries([...mapped, ...inPath]),
      },
    });
    this.#front = front;
    this.#behind = behind;
  }

  override bind(method: Method): IntegrationConfig {
    const { loadBalancer, subnetIds } = this.#front;
    const target = loadBalancer.loadBalancerArn;
    // CDK 2.276 has no other way to say it, and the resource comes later. Its text asks for a listener, AWS's guide for the load balancer.
    Aspects.of(method).add({
      visit: (node) => node instanceof CfnMethod && node.addPropertyOverride('Integration.IntegrationTarget', target),
    });
    method.api.latestDeployment?.node.addDependency(this.#behind);
    // An override alone would change the API and not what is deployed of it. Nor would other subnets, with which the link is made anew
    // under its old id: the stage would go on over one that is gone.
    const deploymentToken = JSON.stringify(Stack.of(method).resolve([target, subnetIds]));
    return { ...super.bind(method), deploymentToken };
  }
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name);
}

function quoted(text: string): string {
  return `'${text}'`;
}

/** A mapping can replace a header, and not remove it. */
function withheld(settings: Settings): readonly string[] {
  return credentials.filter((name) => name !== 'authorization' || !needsGroups(settings));
}
