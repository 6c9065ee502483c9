package io.refcache.mcp;

import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A tool of refcache's own.
 *
 * @param name its name
 * @param title what people call it
 * @param description what agents are told of it
 * @param arguments what it takes
 * @param readOnly whether it changes nothing
 * @param idempotent whether to call it twice is to call it once
 * @param work what it does
 */
record OwnTool(String name, String title, String description, Schema arguments, boolean readOnly, boolean idempotent,
		Work work) {

	/**
	 * What a tool does.
	 */
	@FunctionalInterface
	interface Work {

		/**
		 * Serves a call.
		 * @param arguments what the agent gives
		 * @param patience how long the agent waits at most, of how long it should
		 * @param notifications takes progress meanwhile; {@code null} for nobody
		 * @throws InterruptedException if the thread is to stop
		 */
		AgentAnswer serve(ToolArguments arguments, UnaryOperator<Duration> patience,
				@Nullable Notifications notifications) throws InterruptedException;

	}

}
