interface RuleGroup {
  /** AWS's name of it. */
  readonly name: string;
  /** Its rules that only count. The others do what AWS decides, which is to block, unless its page says Count. */
  readonly counted?: readonly string[];
}

/**
 * AWS's rule groups, in the order of evaluation. Counted is what reads the body or the query: both hold prompts, and people
 * ask a chat about exactly such texts. What reads the path, the method or headers blocks, except for a missing User-Agent,
 * which programs leave out. There is no group against SQL: nothing here uses it.
 *
 * Copy names exactly: AWS ignores a name that it does not know, and the rule blocks.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html
 */
export const managedRules: Readonly<Record<string, RuleGroup>> = {
  reputation: { name: 'AWSManagedRulesAmazonIpReputationList' },
  common: {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: [
      'NoUserAgent_HEADER',
      'SizeRestrictions_BODY',
      'SizeRestrictions_QUERYSTRING',
      'CrossSiteScripting_BODY',
      'CrossSiteScripting_QUERYARGUMENTS',
      'EC2MetaDataSSRF_BODY',
      'EC2MetaDataSSRF_QUERYARGUMENTS',
      'GenericLFI_BODY',
      'GenericLFI_QUERYARGUMENTS',
      'GenericRFI_BODY',
      'GenericRFI_QUERYARGUMENTS',
      'RestrictedExtensions_QUERYARGUMENTS',
    ],
  },
  'known-bad-inputs': {
    name: 'AWSManagedRulesKnownBadInputsRuleSet',
    counted: [
      'JavaDeserializationRCE_BODY',
      'JavaDeserializationRCE_QUERYSTRING',
      'Log4JRCE_BODY',
      'Log4JRCE_QUERYSTRING',
      'ReactJSRCE_BODY',
    ],
  },
};
