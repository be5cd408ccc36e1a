export const helpText = `Makes, lists and revokes the API keys of callers, and sets and shows what they may use, without a deployment.

  npm run callers -- create NAME [--plan PLAN]   a new key; it is printed once, on standard output
  npm run callers -- list                        names, plans and whether they are revoked; never a key
  npm run callers -- usage NAME                  requests a day, of the last 30 days; with a table also what is used,
                                                 held and left today and this month (UTC). NAME may be an id, here and below
  npm run callers -- usage NAME --from DAY       with usage: on, what it used by day and name. DAY is such as 2026-11-28, in UTC,
                                                 and --to DAY ends it. Default: the last 30 days
  npm run callers -- usage --all                 the same of everybody; also with --from and --to
  npm run callers -- limit NAME [LIMITS]         what this caller may use, in place of what its plan says, from its next
                                                 request on. Without LIMITS, prints what it may use
  npm run callers -- revoke NAME                 its key is refused from now on

  LIMITS are one or more of
  --day-tokens N     --month-tokens N     tokens in a day, in a month; 0 refuses everything
  --day-usd N        --month-usd N        US dollars in a day, in a month, such as 2.50
  N may also be none (no limit) or plan (what the plan says)

  --csv          CSV instead of a table, for usage with days or --all
  --caller ID    instead of NAME, for usage and limit: a caller without a key, by the id that GET /me and the log show
  --url URL      of the API, as cdk deploy or npm start prints it. Default: the variable URL if it is a local stage, else the local
                 stage on its usual port
  --stack NAME   the stack that has the API, in the region of your AWS profile
  --plan PLAN    one of the setting plans. Default: the first
  --help         print this help`;
