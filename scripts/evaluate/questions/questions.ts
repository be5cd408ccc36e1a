import { outside } from './outside.ts';
import { type Question, questionsOf } from './question.ts';

const english = questionsOf('en', 'rivulet', [
  ['What does Rivulet need on a laptop to start?', 'README', 'local-stage'],
  ['How do I deploy the stack with cdk bootstrap and cdk deploy?', 'README', 'operating'],
  ['Which events does a server-sent events stream have?', 'protocols', 'README'],
  ['What does the error kind too-slow-to-buffer mean?', 'protocols', 'operating'],
  ['How is the budget of a caller reserved before the model is asked?', 'budgets'],
  ['What happens when the table does not answer and budgetFailure is closed?', 'budgets'],
  ['How does a caller cancel a request?', 'budgets', 'protocols'],
  ['Which prices of models does Rivulet know?', 'budgets'],
  ['How do I revoke an API key of a caller?', 'access'],
  ['How do people sign in with a Cognito user pool?', 'access'],
  ['What is a plan with a burst and monthlyRequests?', 'access', 'settings'],
  ['How long is each turn of a conversation kept?', 'conversations', 'settings'],
  ['What does an Idempotency-Key do when a request is retried?', 'conversations', 'protocols'],
  ['How do I write a tool for an agent with ToolError?', 'agents'],
  ['How does an agent use the tools of an MCP server?', 'agents'],
  ['How does AgentCore stop the session of a runtime?', 'agents'],
  ['When does a fallback model answer instead?', 'settings'],
  ['What does a guardrail in async mode do to an answer?', 'settings', 'protocols'],
  ['How do I run a model of my own with Ollama?', 'ollama', 'local-stage', 'README'],
  ['Does llama.cpp work as a server for the local stage?', 'llama-cpp', 'local-stage'],
  ['How many execution environments do 1,000 chats need?', 'scaling'],
  ['What do 1,000 chats cost with Claude Haiku?', 'operating'],
  ['How do I give the API a domain of my own with a certificate?', 'operating'],
  ['Which fields does the log line of a request have?', 'operating'],
  ['What is a wrapper around a source?', 'architecture', 'naming'],
  ['How does Claude Code connect to this API?', 'clients', 'protocols'],
  ['How does the chat page compare streaming with buffered?', 'web-page', 'README'],
  ['What is protected against hostile documents and prompts?', 'security'],
  // In other words than the documents have.
  ['Can I keep one customer from spending too much money?', 'budgets', 'access'],
  ['My phone went offline in the middle of a reply: is the reply gone?', 'conversations', 'README'],
]);

const japanese = questionsOf('ja', 'ja', [
  ['ノートパソコンで試すには何が必要ですか？', 'start'],
  ['AWS にデプロイするコマンドは何ですか？', 'start'],
  ['回答の形式は Accept ヘッダーで選べますか？', 'streaming'],
  ['途中で切れた回答はどうやって分かりますか？', 'streaming', 'start'],
  ['API キーを取り消すにはどうすればいいですか？', 'access'],
  ['プランには何を指定できますか？', 'access', 'budgets'],
  ['予算を使い切るとどのステータスになりますか？', 'budgets'],
  ['リクエストをキャンセルするにはどうしますか？', 'budgets'],
  ['会話は何日間保存されますか？', 'conversations'],
  ['同じリクエストを再試行しても二重に支払わないですか？', 'conversations'],
  ['エージェントのツールが失敗するとどうなりますか？', 'agents'],
  ['ガードレールは日本語に効果がありますか？', 'settings'],
  ['1,000 回の会話の料金はいくらですか？', 'costs'],
  // In other words than the documents have.
  ['お金を使いすぎないようにできますか？', 'budgets', 'access'],
  ['スマートフォンが圏外になったら返事は消えますか？', 'conversations'],
]);

const vietnamese = questionsOf('vi', 'vi', [
  ['Cần những gì để chạy thử Rivulet trên máy tính cá nhân?', 'start'],
  ['Triển khai lên AWS bằng lệnh nào?', 'start'],
  ['Tiêu đề Accept chọn định dạng câu trả lời nào?', 'streaming'],
  ['Làm sao biết câu trả lời đã bị ngắt?', 'streaming', 'start'],
  ['Làm thế nào để thu hồi khóa API bị đánh cắp?', 'access'],
  ['Gói quy định những gì cho người gọi?', 'access'],
  ['Khi ngân sách đã dùng hết thì nhận mã trạng thái nào?', 'budgets'],
  ['Làm sao hủy yêu cầu đang chạy?', 'budgets'],
  ['Cuộc trò chuyện được lưu bao nhiêu ngày?', 'conversations'],
  ['Tác nhân dùng công cụ của máy chủ MCP như thế nào?', 'agents'],
  ['Guardrail bậc Standard dùng cho tiếng Việt ra sao?', 'settings'],
  ['Tường lửa tốn bao nhiêu tiền mỗi tháng?', 'costs'],
  // In other words than the documents have.
  ['Làm sao để khách hàng không xài quá nhiều tiền?', 'budgets', 'access'],
  ['Đang đọc mà mất sóng thì câu trả lời có mất không?', 'conversations'],
]);

export const questions: readonly Question[] = [...english, ...japanese, ...vietnamese, ...outside];
