package io.refcache.mcp;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import io.modelcontextprotocol.spec.McpSchema.Tool;

/**
 * The tools of refcache's own on an MCP server, of whatever kind it is.
 */
final class OwnToolHandlers {

	private final List<OwnToolHandler> handlers;

	OwnToolHandlers(List<OwnToolHandler> handlers) {
		this.handlers = handlers;
	}

	/**
	 * Their specifications.
	 * @param <S> the kind of specification
	 * @param specification makes one
	 */
	<S> List<S> all(BiFunction<Tool, ToolHandler, S> specification) {
		return this.handlers.stream().map((handler) -> specification.apply(handler.tool(), handler)).toList();
	}

	Set<String> names() {
		return this.handlers.stream().map((handler) -> handler.own().name()).collect(Collectors.toSet());
	}

}
