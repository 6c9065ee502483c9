package io.refcache.mcp;

import java.lang.reflect.Method;
import java.time.Duration;

import io.refcache.Actor;
import io.refcache.AsyncTaskResponse;
import io.refcache.RefResponse;
import io.refcache.engine.AgentCall;
import io.refcache.engine.CallSpec;
import io.refcache.task.Waiting;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * A tool call that is served on the current thread: who makes it, how long it may still
 * wait, and what the cached methods that it calls are answered with.
 */
final class McpCall implements AgentCall {

	private static final ThreadLocal<@Nullable McpCall> CURRENT = new ThreadLocal<>();

	private final McpCalls calls;

	private final Actor actor;

	private final @Nullable Notifications notifications;

	private final @Nullable ToolMethod tool;

	private final @Nullable RuntimeException refusal;

	private final long deadline;

	private @Nullable Duration toolTimeout;

	private volatile @Nullable RefResponse<?> toolResponse;

	private volatile @Nullable Object toolOutcome;

	private volatile boolean toolEnded;

	private volatile @Nullable AsyncTaskResponse<?> inProgress;

	/**
	 * A call that begins now.
	 * @param calls what all calls have in common
	 * @param actor who makes it
	 * @param notifications takes progress; {@code null} if the client wants none
	 * @param tool the cached method that the tool is; {@code null} if it is none
	 * @param refusal why it cannot be served; {@code null} if it can
	 */
	McpCall(McpCalls calls, Actor actor, @Nullable Notifications notifications, @Nullable ToolMethod tool,
			@Nullable RuntimeException refusal) {
		this.calls = calls;
		this.actor = actor;
		this.notifications = notifications;
		this.tool = tool;
		this.refusal = refusal;
		this.deadline = calls.waiting().nanoTime() + calls.maxWait().toNanos();
	}

	static @Nullable McpCall current() {
		return CURRENT.get();
	}

	/**
	 * Why it cannot be served; {@code null} if it can.
	 */
	@Nullable RuntimeException refusal() {
		return this.refusal;
	}

	Actor actor() {
		return this.actor;
	}

	@Nullable Notifications notifications() {
		return this.notifications;
	}

	/**
	 * What the method of the tool is answered with; {@code null} if nothing was cached.
	 */
	@Nullable RefResponse<?> toolResponse() {
		return this.toolResponse;
	}

	/**
	 * The last call of another cached method that outlasted its timeout; {@code null} if
	 * there was none.
	 */
	@Nullable AsyncTaskResponse<?> inProgress() {
		return this.inProgress;
	}

	/**
	 * How long it may wait for something.
	 * @param wanted how long it should
	 */
	Duration patience(Duration wanted) {
		Duration left = Duration.ofNanos(Math.max(0, this.deadline - this.calls.waiting().nanoTime()));
		return (wanted.compareTo(left) < 0) ? wanted : left;
	}

	/**
	 * How long the method of the tool is waited for.
	 */
	Duration toolPatience() {
		return patience((this.toolTimeout != null) ? this.toolTimeout : this.calls.asyncTimeout());
	}

	/**
	 * How long a cached method is waited for inside the engine. Where the client wants to
	 * be told of progress, the tool itself waits.
	 */
	Duration timeout(Duration declared) {
		return (this.notifications != null && this.toolTimeout != null && this.toolResponse == null) ? Duration.ZERO
				: patience(declared);
	}

	@Override
	public CallSpec adapt(Method method, CallSpec spec) {
		CallSpec timed = spec.withTimeout(this.calls.asyncTimeout());
		if (!isTool(method)) {
			return timed;
		}
		this.toolTimeout = timed.asyncTimeout();
		return timed.withReference();
	}

	@Override
	public void answered(Method method, RefResponse<?> response) {
		if (isTool(method)) {
			this.toolResponse = response;
		}
		else if (response instanceof AsyncTaskResponse<?> task) {
			this.inProgress = task;
		}
	}

	@Override
	public void ended(Method method, @Nullable Object outcome) {
		if (isTool(method)) {
			this.toolOutcome = outcome;
			this.toolEnded = true;
		}
	}

	/**
	 * Whether something comes from the method of the tool as it is, and not from advice
	 * around that, which may withhold, shorten or replace what is cached.
	 * @param outcome what was returned or thrown
	 */
	boolean isOutcome(@Nullable Object outcome) {
		Object own = this.toolOutcome;
		return this.toolEnded && (outcome == own
				|| (outcome != null && ClassUtils.isPrimitiveWrapper(outcome.getClass()) && outcome.equals(own)));
	}

	private boolean isTool(Method method) {
		return this.tool != null && method.equals(this.tool.specific());
	}

	/**
	 * Runs something on this thread for the agent.
	 */
	void run(Runnable task) {
		try {
			serve(() -> {
				task.run();
				return Boolean.TRUE;
			});
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Serves the call on this thread.
	 * @throws Throwable what the work throws
	 */
	<T extends @Nullable Object> T serve(Work<T> work) throws Throwable {
		if (this.refusal != null) {
			throw this.refusal;
		}
		McpCall outer = CURRENT.get();
		CURRENT.set(this);
		try {
			return work.run();
		}
		finally {
			if (outer != null) {
				CURRENT.set(outer);
			}
			else {
				CURRENT.remove();
			}
		}
	}

	/**
	 * What serves a call.
	 *
	 * @param <T> the type of the answer
	 */
	@FunctionalInterface
	interface Work<T extends @Nullable Object> {

		T run() throws Throwable;

	}

}
