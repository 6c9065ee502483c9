package io.refcache.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Configuration properties for tasks.
 *
 * @since 0.1.0
 */
public class RefCacheTaskProperties {

	/**
	 * How long a caller waits before it gets the reference. Without it, methods run on
	 * the caller's thread until they are done.
	 */
	private @Nullable Duration asyncTimeout;

	/**
	 * How long one attempt may run, from the start of its body. Without it, for ever.
	 */
	private @Nullable Duration executionTimeout;

	/**
	 * How often a failed task may be run again by hand, if its method has no retry of its
	 * own.
	 */
	private int maxRetries = 3;

	/**
	 * How often what is no longer kept is removed.
	 */
	private Duration cleanupInterval = Duration.ofSeconds(60);

	/**
	 * How long a shutdown waits for tasks that run. Those that are left are interrupted.
	 */
	private Duration shutdownTimeout = Duration.ofSeconds(10);

	/**
	 * How long a reference that was handed out resolves after its task has ended.
	 */
	private Duration retention = Duration.ofMinutes(5);

	/**
	 * Number of references within their retention that are kept. Those that were read go
	 * first, then the oldest.
	 */
	private int maxRetained = 10_000;

	/**
	 * Number of tasks that may not have ended. Further ones are refused.
	 */
	private int maxActive = 10_000;

	/**
	 * Keys of the logging context (MDC) that tasks take along from their callers. All if
	 * not set, none if empty.
	 */
	private @Nullable List<String> mdcKeys;

	private final Execution execution = new Execution();

	public @Nullable Duration getAsyncTimeout() {
		return this.asyncTimeout;
	}

	public void setAsyncTimeout(@Nullable Duration asyncTimeout) {
		this.asyncTimeout = Checks.notNegative(asyncTimeout);
	}

	public @Nullable Duration getExecutionTimeout() {
		return this.executionTimeout;
	}

	public void setExecutionTimeout(@Nullable Duration executionTimeout) {
		this.executionTimeout = Checks.positiveOrNone(executionTimeout);
	}

	public int getMaxRetries() {
		return this.maxRetries;
	}

	public void setMaxRetries(int maxRetries) {
		this.maxRetries = Checks.atLeast(0, maxRetries);
	}

	public Duration getCleanupInterval() {
		return this.cleanupInterval;
	}

	public void setCleanupInterval(Duration cleanupInterval) {
		this.cleanupInterval = Checks.positive(cleanupInterval);
	}

	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = Checks.notNegative(shutdownTimeout);
	}

	public Duration getRetention() {
		return this.retention;
	}

	public void setRetention(Duration retention) {
		this.retention = Checks.positive(retention);
	}

	public int getMaxRetained() {
		return this.maxRetained;
	}

	public void setMaxRetained(int maxRetained) {
		this.maxRetained = Checks.atLeast(1, maxRetained);
	}

	public int getMaxActive() {
		return this.maxActive;
	}

	public void setMaxActive(int maxActive) {
		this.maxActive = Checks.atLeast(1, maxActive);
	}

	public @Nullable List<String> getMdcKeys() {
		return this.mdcKeys;
	}

	public void setMdcKeys(@Nullable List<String> mdcKeys) {
		this.mdcKeys = mdcKeys;
	}

	public Execution getExecution() {
		return this.execution;
	}

	/**
	 * The executor of tasks.
	 */
	public static class Execution {

		private final Pool pool = new Pool();

		/**
		 * Prefix of the names of the threads.
		 */
		private String threadNamePrefix = "refcache-task-";

		public Pool getPool() {
			return this.pool;
		}

		public String getThreadNamePrefix() {
			return this.threadNamePrefix;
		}

		public void setThreadNamePrefix(String threadNamePrefix) {
			this.threadNamePrefix = threadNamePrefix;
		}

	}

	/**
	 * The pool of threads.
	 */
	public static class Pool {

		/**
		 * Number of threads, which end when they have nothing to do.
		 */
		private int coreSize = 16;

		/**
		 * Number of threads when the queue is full. Defaults to the core size.
		 */
		private @Nullable Integer maxSize;

		/**
		 * Number of tasks that wait for a thread. Further ones are refused.
		 */
		private int queueCapacity = 256;

		/**
		 * How long a thread without work stays.
		 */
		private Duration keepAlive = Duration.ofSeconds(60);

		public int getCoreSize() {
			return this.coreSize;
		}

		public void setCoreSize(int coreSize) {
			this.coreSize = Checks.atLeast(1, coreSize);
		}

		public @Nullable Integer getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(@Nullable Integer maxSize) {
			this.maxSize = maxSize;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = Checks.atLeast(0, queueCapacity);
		}

		public Duration getKeepAlive() {
			return this.keepAlive;
		}

		public void setKeepAlive(Duration keepAlive) {
			this.keepAlive = Checks.positive(keepAlive);
		}

	}

}
