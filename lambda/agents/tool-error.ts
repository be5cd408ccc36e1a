/** An error of a tool's whose message its model and the caller may read. Of any other they learn only that the tool failed. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}
