package io.refcache.mcp;

import java.util.function.Supplier;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

/**
 * Serves the calls of one tool.
 */
@FunctionalInterface
interface ToolHandler {

	/**
	 * Takes a call on the thread that it comes in on, which knows who makes it.
	 * @param exchange the call
	 * @return serves it, on whatever thread
	 */
	Supplier<CallToolResult> take(ToolExchange exchange);

	static CallToolResult result(AgentAnswer answer) {
		return CallToolResult.builder()
			.addTextContent(answer.text())
			.structuredContent(answer.body())
			.isError(answer.error())
			.build();
	}

}
