import type { LocalFunction } from '../template/model.ts';

/**
 * The whole environment of a function's process: the template's variables and Lambda's. From the shell that started the stage
 * it gets only PATH: other variables there, such as credentials, must not change what the function does.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function toFunctionVariables(
  localFunction: LocalFunction,
  region: string,
  runtimeApiAddress: string,
): Record<string, string> {
  const { name } = localFunction;
  return {
    ...localFunction.environment,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(localFunction.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_RUNTIME_API: runtimeApiAddress,
    AWS_REGION: region,
    LAMBDA_TASK_ROOT: localFunction.codePath,
    LANG: 'en_US.UTF-8',
    PATH: process.env['PATH'] ?? '',
    TZ: ':UTC',
    _HANDLER: localFunction.handler,
  };
}
