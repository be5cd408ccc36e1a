import { App, Validations } from 'aws-cdk-lib';
import { protocols } from '../lambda/protocols/index.ts';
import { ChatStack } from '../lib/chat-stack.ts';
import { StreamingRules } from '../lib/rules/streaming-rules.ts';
import { TimeoutRule } from '../lib/rules/timeout-rule.ts';
import { readSettings } from '../lib/settings/read-settings.ts';

const app = new App();
const settings = readSettings(app.node.getAllContext());
new ChatStack(app, `Rivulet-${settings.stage}`, { settings, protocols });
// CDK's own switch for its slow validation turns ours off too: the local stage starts three seconds sooner.
if (process.env['CDK_VALIDATION'] !== 'false') Validations.of(app).addPlugins(new StreamingRules(), new TimeoutRule());
