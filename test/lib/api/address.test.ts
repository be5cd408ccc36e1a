import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { domainIn } from '../../fixtures/domain-setting.ts';
import { buildTemplate } from '../synthesize.ts';

const domain = domainIn('eu-central-1');
const { certificateArn } = domain;

describe('a domain of your own', () => {
  const template = buildTemplate({ settings: { domain, access: 'cognito' } });

  test('leads to the stage, with TLS 1.2 or newer, and the address that AWS gives is off', () => {
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'chat.example.com',
      RegionalCertificateArn: certificateArn,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'TLS_1_2',
    });
    template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', {
      BasePath: Match.absent(),
      Stage: { Ref: Match.stringLikeRegexp('DeploymentStage') },
    });
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
  });

  test('is where the outputs, the page and the sign-in lead', () => {
    const outputs = template.findOutputs('*');
    expect(outputs['Url']).toEqual({ Value: 'https://chat.example.com/' });
    expect(outputs['WebPageUrl']).toEqual({ Value: 'https://chat.example.com/web' });
    expect(JSON.stringify(outputs['Curl'])).toContain('https://chat.example.com/');
    const page = 'https://chat.example.com/web';
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: [page], LogoutURLs: [page] });
    expect(JSON.stringify(outputs)).not.toContain('execute-api.');
  });

  test('whose DNS is elsewhere gets an output with where it must lead, and no record', () => {
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    const value = { 'Fn::GetAtt': [Match.anyValue(), 'RegionalDomainName'] };
    template.hasOutput('DomainTarget', { Value: value });
  });

  test('in a zone of Route 53 gets its record there', () => {
    const inZone = buildTemplate({ settings: { domain: { ...domain, hostedZone: 'Z0123456789ABC' } } });
    inZone.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'chat.example.com.',
      Type: 'A',
      HostedZoneId: 'Z0123456789ABC',
      AliasTarget: { DNSName: { 'Fn::GetAtt': [Match.anyValue(), 'RegionalDomainName'] } },
    });
    expect(Object.keys(inZone.findOutputs('*'))).not.toContain('DomainTarget');
  });

  test('at the edge has its certificate in us-east-1', () => {
    const inUsEast1 = { ...domainIn('us-east-1'), hostedZone: 'Z0123456789ABC' };
    const edge = buildTemplate({ settings: { domain: inUsEast1, endpoint: 'edge' } });
    edge.hasResourceProperties('AWS::ApiGateway::DomainName', {
      CertificateArn: inUsEast1.certificateArn,
      EndpointConfiguration: { Types: ['EDGE'] },
    });
    edge.hasResourceProperties('AWS::Route53::RecordSet', {
      AliasTarget: { DNSName: { 'Fn::GetAtt': [Match.anyValue(), 'DistributionDomainName'] } },
    });
  });
});

test('a private API has its VPC endpoints', () => {
  const vpcEndpointIds = ['vpce-0123456789abcdef0', 'vpce-0fedcba9876543210'];
  buildTemplate({ settings: { private: { vpcEndpointIds } } }).hasResourceProperties('AWS::ApiGateway::RestApi', {
    EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: vpcEndpointIds },
  });
});
