import { Duration, Stack } from 'aws-cdk-lib';
import { AuthorizationType, LambdaIntegration, ResponseTransferMode, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, type Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { addMethodNotAllowed } from '../api/static/mock-methods.ts';
import type { Settings } from '../settings/settings.ts';
import type { PageConfig } from '../../web/page-config.ts';
import { addSmallFunction } from './small-function.ts';

export interface WebPageProps {
  readonly settings: Settings;
  /** The folder that `scripts/build-web-page.ts` makes. */
  readonly codePath: string;
}

const timeout = Duration.seconds(10);
const methods = ['GET', 'HEAD'];

/** The chat page's function. It holds the page's files and can call nothing. */
export class WebPage extends Construct {
  readonly #function: Function;

  constructor(scope: Construct, id: string, { settings, codePath }: WebPageProps) {
    super(scope, id);
    this.#function = addSmallFunction(this, settings, {
      code: Code.fromAsset(codePath),
      handler: 'index.handler',
      memorySize: 256,
      timeout,
    });
  }

  /** Where people sign in is known only when the API has its address. */
  configure(config: PageConfig): void {
    this.#function.addEnvironment('RIVULET_WEB_CONFIG', Stack.of(this).toJsonString(config));
  }

  /** Under `/web`, without a key: a browser loads the page before anybody can enter one. */
  addRoutes(api: RestApi): void {
    // STREAM passes compressed bytes on unchanged; BUFFERED would need base64 and binary media types for the whole API.
    const integration = new LambdaIntegration(this.#function, {
      responseTransferMode: ResponseTransferMode.STREAM,
      timeout,
      allowTestInvoke: false,
    });
    for (const path of ['/web', '/web/{file+}']) {
      const resource = api.root.resourceForPath(path);
      for (const method of methods) {
        resource.addMethod(method, integration, { authorizationType: AuthorizationType.NONE, apiKeyRequired: false });
      }
      addMethodNotAllowed(resource, methods);
    }
  }
}
