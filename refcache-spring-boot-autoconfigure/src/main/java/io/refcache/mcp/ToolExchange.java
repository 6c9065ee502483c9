package io.refcache.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import org.jspecify.annotations.Nullable;

/**
 * The conversation that a tool call is part of, whatever the kind of the server.
 *
 * @param request the call
 * @param session the session; {@code null} if the server has none
 * @param transport what the transport knows
 * @param connection the connection to a client that can be told something meanwhile;
 * {@code null} if there is none
 * @param notifications takes progress; {@code null} if the client wants none
 */
record ToolExchange(CallToolRequest request, @Nullable String session, McpTransportContext transport,
		@Nullable McpSyncServerExchange connection, @Nullable Notifications notifications) {

	static ToolExchange of(McpSyncServerExchange exchange, CallToolRequest request) {
		return new ToolExchange(request, exchange.sessionId(), exchange.transportContext(), exchange,
				notifications(request, exchange::progressNotification));
	}

	static ToolExchange of(McpAsyncServerExchange exchange, CallToolRequest request) {
		return new ToolExchange(request, exchange.sessionId(), exchange.transportContext(),
				new McpSyncServerExchange(exchange),
				notifications(request, (notification) -> exchange.progressNotification(notification).block()));
	}

	static ToolExchange of(McpTransportContext transport, CallToolRequest request) {
		return new ToolExchange(request, null, transport, null, null);
	}

	private static @Nullable Notifications notifications(CallToolRequest request, Sender sender) {
		Object token = request.progressToken();
		return (token != null) ? (progress, total, message) -> sender
			.send(new ProgressNotification(token, progress, total, message, null)) : null;
	}

	/**
	 * Sends to the client.
	 */
	@FunctionalInterface
	interface Sender {

		void send(ProgressNotification notification);

	}

}
