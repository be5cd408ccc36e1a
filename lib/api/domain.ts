import { CfnBasePathMapping, DomainName, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

type DomainSetting = NonNullable<Settings['domain']>;

interface OwnDomainProps {
  readonly api: RestApi;
  readonly domain: DomainSetting;
  readonly endpoint: Settings['endpoint'];
}

/** A name of its own for the API: the stage is not in its paths. */
export class OwnDomain extends Construct {
  /** Where the name's DNS record must lead. */
  readonly target: string;

  constructor(scope: Construct, id: string, { api, domain, endpoint }: OwnDomainProps) {
    super(scope, id);
    const { name, certificateArn, hostedZone } = domain;
    const domainName = new DomainName(this, 'Name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: endpoint === 'edge' ? EndpointType.EDGE : EndpointType.REGIONAL,
      // Takes TLS 1.2 and 1.3 (API Gateway developer guide, "Choose a security policy").
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new CfnBasePathMapping(this, 'Mapping', {
      domainName: domainName.domainName,
      restApiId: api.restApiId,
      stage: api.deploymentStage.stageName,
    });
    this.target = domainName.domainNameAliasDomainName;
    if (hostedZone !== undefined) {
      // The record is the zone's own name for CDK, whatever the zone is called: so it is written out whole.
      const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: hostedZone, zoneName: name });
      new ARecord(this, 'Record', { zone, target: RecordTarget.fromAlias(new ApiGatewayDomain(domainName)) });
    }
  }
}
