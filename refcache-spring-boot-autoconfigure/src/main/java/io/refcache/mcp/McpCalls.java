package io.refcache.mcp;

import java.time.Duration;
import java.util.function.Supplier;

import io.refcache.task.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * What all tool calls have in common.
 */
final class McpCalls {

	private final AgentResolver agents;

	private final Supplier<Waiting> waiting;

	private final Duration asyncTimeout;

	private final Duration maxWait;

	/**
	 * Calls.
	 * @param agents tells who makes them
	 * @param waiting measures time
	 * @param asyncTimeout how long each waits for a method that does not say
	 * @param maxWait how long each waits at most
	 */
	McpCalls(AgentResolver agents, Supplier<Waiting> waiting, Duration asyncTimeout, Duration maxWait) {
		this.agents = agents;
		this.waiting = waiting;
		this.asyncTimeout = asyncTimeout;
		this.maxWait = maxWait;
	}

	/**
	 * A call that has just come in on this thread.
	 * @param tool the cached method that the tool is; {@code null} if it is none
	 * @return the call; if nobody can tell who makes it, one that fails
	 */
	McpCall begin(ToolExchange exchange, @Nullable ToolMethod tool) {
		try {
			return new McpCall(this, this.agents.agent(exchange.session()), exchange.notifications(), tool, null);
		}
		catch (RuntimeException ex) {
			return new McpCall(this, AgentResolver.NOBODY, null, tool, ex);
		}
	}

	Waiting waiting() {
		return this.waiting.get();
	}

	Duration asyncTimeout() {
		return this.asyncTimeout;
	}

	Duration maxWait() {
		return this.maxWait;
	}

}
