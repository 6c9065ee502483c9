package io.refcache.mcp;

import java.util.function.Supplier;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.refcache.AsyncTaskResponse;
import reactor.core.publisher.Mono;

/**
 * A tool that is not cached itself, and may call what is. What such a call says that
 * outlasts its timeout is no failure.
 */
final class CallingTool {

	private final McpCalls calls;

	private final AgentAnswers answers;

	CallingTool(McpCalls calls, AgentAnswers answers) {
		this.calls = calls;
		this.answers = answers;
	}

	/**
	 * Serves a call without waiting. The call reaches as far as the thread on which the
	 * tool assembles its answer.
	 * @param exchange the call
	 * @param handler what serves it
	 */
	Mono<CallToolResult> serveAsync(ToolExchange exchange, Supplier<Mono<CallToolResult>> handler) {
		McpCall call = this.calls.begin(exchange, null);
		if (call.refusal() != null) {
			return Mono.just(refused(exchange, call.refusal()));
		}
		Mono<CallToolResult> served = Mono.from((subscriber) -> serve(call, () -> {
			handler.get().subscribe(subscriber);
			return Boolean.TRUE;
		}));
		return served.map((result) -> orState(call, result));
	}

	/**
	 * Serves a call.
	 * @param exchange the call
	 * @param handler what serves it
	 */
	CallToolResult serve(ToolExchange exchange, Supplier<CallToolResult> handler) {
		McpCall call = this.calls.begin(exchange, null);
		return (call.refusal() != null) ? refused(exchange, call.refusal()) : orState(call, serve(call, handler));
	}

	private CallToolResult refused(ToolExchange exchange, RuntimeException refusal) {
		return ToolHandler.result(this.answers.guard(exchange.request().name(), () -> {
			throw refusal;
		}));
	}

	private static <T> T serve(McpCall call, Supplier<T> work) {
		try {
			return call.serve(work::get);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The tool hands on what the cached method has returned, or its exception. */
	private static boolean isStateOf(AsyncTaskResponse<?> task, CallToolResult result) {
		if (result.content().size() != 1 || !(result.content().get(0) instanceof TextContent content)) {
			return false;
		}
		return Boolean.TRUE.equals(result.isError()) ? content.text().contains("ref_id=" + task.refId())
				: content.text().startsWith("{\"ref_id\":\"%s\",\"status\":".formatted(task.refId()));
	}

	private CallToolResult orState(McpCall call, CallToolResult result) {
		AsyncTaskResponse<?> task = call.inProgress();
		return (task != null && isStateOf(task, result)) ? ToolHandler.result(this.answers.of(task)) : result;
	}

}
