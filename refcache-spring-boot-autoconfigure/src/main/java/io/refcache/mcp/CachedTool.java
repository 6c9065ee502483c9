package io.refcache.mcp;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.AsyncTaskResponse;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tool whose method is cached: whatever that returns, the agent gets the result, a part
 * of it, or the state of the task.
 */
final class CachedTool implements ToolHandler {

	private final Tool tool;

	private final ToolMethod method;

	private final McpCalls calls;

	private final AgentAnswers answers;

	private final Supplier<JsonMapper> mapper;

	private final RefCache refCache;

	private final TaskWait waits;

	/**
	 * A tool.
	 * @param tool what clients are told of it
	 * @param method its method
	 * @param calls what all calls have in common
	 * @param answers makes answers
	 * @param mapper reads arguments
	 * @param refCache where results are
	 * @param waits waits for tasks
	 */
	CachedTool(Tool tool, ToolMethod method, McpCalls calls, AgentAnswers answers, Supplier<JsonMapper> mapper,
			RefCache refCache, TaskWait waits) {
		this.tool = tool;
		this.method = method;
		this.calls = calls;
		this.answers = answers;
		this.mapper = mapper;
		this.refCache = refCache;
		this.waits = waits;
	}

	@Override
	public Supplier<CallToolResult> take(ToolExchange exchange) {
		String name = exchange.request().name();
		McpCall call = this.calls.begin(exchange, this.method);
		return () -> ToolHandler.result(this.answers.guard(name, () -> call.serve(() -> serve(call, exchange))));
	}

	Tool tool() {
		return this.tool;
	}

	private AgentAnswer serve(McpCall call, ToolExchange exchange) throws Throwable {
		Object returned;
		try {
			returned = this.method.call(exchange, this.mapper.get());
		}
		catch (Throwable ex) {
			// What a method that returns the plain value cannot return, it throws.
			if (!call.isOutcome(ex)) {
				throw ex;
			}
			return answer(call);
		}
		if (!call.isOutcome(returned)) {
			return this.answers.of(plain(awaited(returned)));
		}
		try {
			awaited(returned);
		}
		catch (Throwable ex) {
			if (call.toolResponse() == null) {
				throw ex;
			}
		}
		return answer(call);
	}

	private static RefResponse<?> plain(@Nullable Object value) {
		return (value instanceof RefResponse<?> response) ? response : RefResponse.<@Nullable Object>of(value);
	}

	private AgentAnswer answer(McpCall call) throws InterruptedException {
		RefResponse<?> response = Objects.requireNonNull(call.toolResponse());
		if (call.notifications() != null && response instanceof AsyncTaskResponse<?> task && !task.status().isEnded()) {
			this.waits.await(task.refId(), call.toolPatience(), call.notifications());
			response = this.refCache.get(task.refId());
		}
		return this.answers.of(response);
	}

	private static @Nullable Object awaited(@Nullable Object returned) throws Throwable {
		if (!(returned instanceof CompletionStage<?> stage)) {
			return returned;
		}
		try {
			return stage.toCompletableFuture().get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
	}

}
