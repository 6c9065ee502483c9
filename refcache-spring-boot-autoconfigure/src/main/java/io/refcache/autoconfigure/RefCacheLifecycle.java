package io.refcache.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.refcache.engine.RefCacheEngine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Stops the engine with its application: after the web server, whose last requests still
 * need it, and before what bodies work with.
 */
final class RefCacheLifecycle implements SmartLifecycle {

	/**
	 * Below the web server's, which is {@code DEFAULT_PHASE - 2048}.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private static final Log logger = LogFactory.getLog(RefCacheLifecycle.class);

	private static final String PER_PHASE = "spring.lifecycle.timeout-per-shutdown-phase";

	private final RefCacheEngine engine;

	private final Duration timeout;

	private final Environment environment;

	private final AtomicBoolean running = new AtomicBoolean();

	RefCacheLifecycle(RefCacheEngine engine, Duration timeout, Environment environment) {
		this.engine = engine;
		this.timeout = timeout;
		this.environment = environment;
	}

	@Override
	public void start() {
		if (this.running.compareAndSet(false, true)) {
			Duration perPhase = DurationStyle.detectAndParse(this.environment.getProperty(PER_PHASE, "30s"));
			if (this.timeout.compareTo(perPhase) > 0) {
				logger.warn("'refcache.task.shutdown-timeout' (%s) exceeds '%s' (%s), which ends the wait earlier"
					.formatted(this.timeout, PER_PHASE, perPhase));
			}
			this.engine.start();
		}
	}

	@Override
	public void stop() {
		if (this.running.compareAndSet(true, false)) {
			this.engine.stop(this.timeout);
		}
	}

	@Override
	public void stop(Runnable callback) {
		Thread drain = new Thread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		}, "refcache-shutdown");
		drain.start();
	}

	@Override
	public boolean isRunning() {
		return this.running.get();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
