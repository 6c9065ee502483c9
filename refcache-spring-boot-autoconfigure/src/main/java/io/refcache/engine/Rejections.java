package io.refcache.engine;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.refcache.task.RunRejectedException;
import io.refcache.task.RunRejectedException.Limit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Counts the runs that were refused, and says so in the log once a minute at most.
 */
final class Rejections {

	private static final Log logger = LogFactory.getLog(Rejections.class);

	private static final long LOG_INTERVAL = TimeUnit.MINUTES.toMillis(1);

	private final InstantSource clock;

	private final Map<Limit, LongAdder> counts = new EnumMap<>(Limit.class);

	private final AtomicLong nextLog = new AtomicLong(Long.MIN_VALUE);

	Rejections(InstantSource clock) {
		this.clock = clock;
		for (Limit limit : Limit.values()) {
			this.counts.put(limit, new LongAdder());
		}
	}

	void add(RunRejectedException rejection) {
		this.counts.getOrDefault(rejection.getLimit(), new LongAdder()).increment();
		long now = this.clock.millis();
		long due = this.nextLog.get();
		if (now >= due && this.nextLog.compareAndSet(due, now + LOG_INTERVAL)) {
			logger.warn("%s (refused so far: %s)".formatted(rejection.getMessage(), counts()));
		}
	}

	Map<Limit, Long> counts() {
		Map<Limit, Long> sums = new EnumMap<>(Limit.class);
		this.counts.forEach((limit, count) -> sums.put(limit, count.sum()));
		return sums;
	}

}
