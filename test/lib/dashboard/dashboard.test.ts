import { describe, expect, test } from 'vitest';
import { reportOf } from '../../fixtures/report-of.ts';
import { buildTemplate } from '../synthesize.ts';
import { metricsOf, widgetsOf } from './read-dashboard.ts';

const types = ['AWS::CloudWatch::Dashboard', 'AWS::Logs::QueryDefinition'];
const waf = { ipRate: 1000 };
const budgets = { plans: { standard: { budget: { day: { usd: 1 } } } } };
const everything = { ...budgets, waf, cancel: 'on', conversations: 'on' };

const namespacesOf = (settings: object) => new Set(metricsOf(settings).map(([namespace]) => namespace));

test.each([
  ['by default', {}],
  ['with everything else', { ...everything, alarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms' }],
])('there is no dashboard and no saved query %s', (_when, settings) => {
  const template = buildTemplate({ settings });
  for (const type of types) template.resourceCountIs(type, 0);
});

test('it has the name of the stage', () => {
  buildTemplate({ settings: { dashboard: 'on', stage: 'prod' } }).hasResourceProperties('AWS::CloudWatch::Dashboard', {
    DashboardName: 'rivulet-prod',
  });
});

describe('it shows what the deployment has, and nothing else', () => {
  const always = ['Rivulet', 'AWS/ApiGateway'];
  test.each([
    ['a function', {}, ['AWS/Lambda']],
    ['a container', { backend: 'container' }, ['AWS/ApplicationELB', 'AWS/ECS']],
    ['a table for budgets', budgets, ['AWS/Lambda', 'AWS/DynamoDB']],
    ['a firewall', { waf }, ['AWS/Lambda', 'AWS/WAFV2']],
  ])('%s', (_what, settings, namespaces) => {
    expect(namespacesOf(settings)).toEqual(new Set([...always, ...namespaces]));
  });

  test('all alarms', () => {
    for (const settings of [{}, { backend: 'container' }]) {
      const alarms = buildTemplate({ settings }).findResources('AWS::CloudWatch::Alarm');
      const shown = widgetsOf(settings).flatMap(({ properties }) => properties.alarms ?? []);
      expect(shown.map((arn) => arn.replaceAll(/^<|\.Arn>$/g, ''))).toEqual(
        Object.keys(alarms).map((id) => id.replace(/[0-9A-F]{8}$/, '')),
      );
    }
  });

  test('the table’s operations with the features that wait for them', () => {
    const labels = widgetsOf({ ...budgets, conversations: 'on' })
      .flatMap(({ properties }) => properties.metrics ?? [])
      .filter(([, name]) => name === 'SuccessfulRequestLatency')
      .map((metric) => metric.at(-1));
    expect(labels).toEqual(
      [
        'GetItem (budgets, conversations)',
        'UpdateItem (budgets, conversations)',
        'PutItem (conversations)',
        'Query (conversations)',
        'BatchWriteItem (conversations)',
      ].map((label) => ({ label })),
    );
  });
});

test('every metric of ours that it shows is one that the code writes', () => {
  const { metrics } = reportOf({
    timeToFirstTokenMs: 1,
    interDeltaP50Ms: 1,
    interDeltaP95Ms: 1,
    inputTokens: 1,
    outputTokens: 1,
    costUsd: 1,
  });
  const ofTasks = ['Streams'];
  const written = new Set<unknown>([...Object.keys(metrics), ...ofTasks]);
  const shown = [{}, { backend: 'container' }].flatMap((settings) =>
    metricsOf(settings).flatMap(([namespace, name]) => (namespace === 'Rivulet' ? name : [])),
  );
  expect(shown.filter((name) => !written.has(name))).toEqual([]);
});

test('with up to 50 metrics it is one of the three that are free', () => {
  for (const backend of ['lambda', 'container']) {
    expect(metricsOf({ ...everything, backend }).length).toBeLessThanOrEqual(50);
  }
});

test('the charts of a row fill its width', () => {
  const widths = Object.values(Object.groupBy(widgetsOf(everything), ({ y }) => y)).map((row = []) =>
    row.reduce((sum, { width }) => sum + width, 0),
  );
  expect(new Set(widths)).toEqual(new Set([24]));
});
