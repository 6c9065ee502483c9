package io.refcache.mcp;

import org.springframework.beans.factory.DisposableBean;
import reactor.core.scheduler.Schedulers;

/**
 * Lets reactive tools act for their agents on whatever scheduler they go on: without it
 * they would act as the application there.
 */
final class AgentThreads implements DisposableBean {

	private final String key = AgentThreads.class.getName() + "@" + Integer.toHexString(System.identityHashCode(this));

	AgentThreads() {
		Schedulers.onScheduleHook(this.key, AgentThreads::carry);
	}

	private static Runnable carry(Runnable task) {
		McpCall call = McpCall.current();
		return (call != null) ? () -> call.run(task) : task;
	}

	@Override
	public void destroy() {
		Schedulers.resetOnScheduleHook(this.key);
	}

}
