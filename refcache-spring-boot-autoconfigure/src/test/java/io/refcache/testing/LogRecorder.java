package io.refcache.testing;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Records what one logger says from {@code INFO} up, until it is closed. The level that
 * the logger had comes back then.
 */
public final class LogRecorder implements AutoCloseable {

	private final Logger logger;

	private final @Nullable Level level;

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private LogRecorder(Logger logger) {
		this.logger = logger;
		this.level = logger.getLevel();
	}

	public static LogRecorder of(String name) {
		return of(name, Level.INFO);
	}

	public static LogRecorder of(String name, Level level) {
		LogRecorder recorder = new LogRecorder((Logger) LoggerFactory.getLogger(name));
		recorder.appender.start();
		recorder.logger.addAppender(recorder.appender);
		recorder.logger.setLevel(level);
		return recorder;
	}

	public List<ILoggingEvent> events() {
		return List.copyOf(this.appender.list);
	}

	public List<String> messages() {
		return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(this.level);
	}

}
