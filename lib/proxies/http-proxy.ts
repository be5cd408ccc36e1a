import { type Duration, SecretValue } from 'aws-cdk-lib';
import { Integration, IntegrationType, ResponseTransferMode } from 'aws-cdk-lib/aws-apigateway';
import { credentials } from '../../lambda/access/credentials.ts';
import type { WayIn } from '../../lambda/access/way-in.ts';
import { toHandedOver } from '../../lambda/entries/container/handed-over.ts';
import type { ProxySetting } from '../settings/rows/parts/proxy-setting.ts';

interface HttpProxyProps {
  readonly access: WayIn;
  readonly timeout: Duration;
  /** Whether it is for what is below the proxy's path. */
  readonly isBelow: boolean;
}

/** Who asks, as far as API Gateway knows. Always there, or a client could say it. */
const told = ['x-rivulet-request-id', 'x-rivulet-caller', 'x-rivulet-plan'];

/**
 * A backend at an address of its own. The client's credentials do not reach it: a mapping can't remove a header, so each is replaced. Its own credential
 * comes from Secrets Manager when the stack is deployed, and is readable for whoever may read the API's configuration.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-streaming-http.html
 */
export class HttpProxy extends Integration {
  constructor({ to, credential }: ProxySetting, { access, timeout, isBelow }: HttpProxyProps) {
    const known = new Map(Object.entries(toHandedOver(access)));
    const headers = new Map([
      ...credentials.map((name) => [name, nothing] as const),
      ...told.map((name) => [name, known.get(name) ?? nothing] as const),
      ...(credential ? [[credential.header, toValue(credential.secret)] as const] : []),
    ]);
    const mapped = [...headers].map(([name, from]) => [`integration.request.header.${name}`, from]);
    super({
      type: IntegrationType.HTTP_PROXY,
      integrationHttpMethod: 'ANY',
      uri: to.replace(/\/$/, '') + (isBelow ? '/{rest}' : ''),
      options: {
        responseTransferMode: ResponseTransferMode.STREAM,
        timeout,
        requestParameters: {
          ...Object.fromEntries(mapped),
          ...(isBelow && { 'integration.request.path.rest': 'method.request.path.rest' }),
        },
      },
    });
  }
}

const nothing = "'-'";

function toValue(secret: string): string {
  return `'${SecretValue.secretsManager(secret).unsafeUnwrap()}'`;
}
