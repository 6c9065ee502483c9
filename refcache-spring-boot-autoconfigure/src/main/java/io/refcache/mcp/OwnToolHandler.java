package io.refcache.mcp;

import java.util.Map;
import java.util.function.Supplier;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;

/**
 * A tool of refcache's own on an MCP server.
 *
 * @param own the tool
 * @param calls what all calls have in common
 * @param answers makes answers
 */
record OwnToolHandler(OwnTool own, McpCalls calls, AgentAnswers answers) implements ToolHandler {

	/**
	 * What clients are told of it.
	 */
	Tool tool() {
		return Tool.builder(this.own.name(), this.own.arguments().toMap())
			.title(this.own.title())
			.description(this.own.description())
			.outputSchema(Map.of("type", "object"))
			.annotations(new ToolAnnotations(this.own.title(), this.own.readOnly(), false, this.own.idempotent(), false,
					null))
			.build();
	}

	@Override
	public Supplier<CallToolResult> take(ToolExchange exchange) {
		ToolArguments arguments = new ToolArguments(exchange.request().arguments());
		McpCall call = this.calls.begin(exchange, null);
		return () -> ToolHandler.result(this.answers.guard(this.own.name(),
				() -> call.serve(() -> this.own.work().serve(arguments, call::patience, call.notifications()))));
	}

}
