package io.refcache.benchmarks;

import io.refcache.RefCached;
import io.refcache.RefResponse;

/**
 * Calls that leave something behind, for a minute or for an hour.
 */
class CleanupWrites {

	@RefCached(ttl = "1m")
	String brief(long number) {
		return "value";
	}

	@RefCached(ttl = "1h")
	String lasting(long number) {
		return "value";
	}

	@RefCached(ttl = "1m")
	RefResponse<String> briefTask(long number) {
		return RefResponse.of("value");
	}

	@RefCached(ttl = "1h")
	RefResponse<String> lastingTask(long number) {
		return RefResponse.of("value");
	}

	/**
	 * What is cleaned up.
	 */
	enum Kind {

		/** Values that nobody has a reference to, by their ttl. */
		ENTRIES {
			@Override
			void writeBrief(CleanupWrites writes, long number) {
				writes.brief(number);
			}

			@Override
			void writeLasting(CleanupWrites writes, long number) {
				writes.lasting(number);
			}
		},

		/** References that were handed out, by their retention. */
		TASKS {
			@Override
			void writeBrief(CleanupWrites writes, long number) {
				writes.briefTask(number);
			}

			@Override
			void writeLasting(CleanupWrites writes, long number) {
				writes.lastingTask(number);
			}
		};

		abstract void writeBrief(CleanupWrites writes, long number);

		abstract void writeLasting(CleanupWrites writes, long number);

	}

}
