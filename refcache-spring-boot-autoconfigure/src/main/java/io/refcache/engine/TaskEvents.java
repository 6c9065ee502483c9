package io.refcache.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.refcache.store.ReferenceRecord;
import io.refcache.task.CleanupReport;
import io.refcache.task.RunRejectedException;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners and watchers. One that throws is logged and breaks nothing.
 */
final class TaskEvents {

	private static final Log logger = LogFactory.getLog(TaskEvents.class);

	private final List<TaskListener> listeners;

	private final TaskViews views;

	private final Watches watches;

	private final Set<TaskListener> failed = ConcurrentHashMap.newKeySet();

	TaskEvents(List<TaskListener> listeners, TaskViews views, Watches watches) {
		this.listeners = List.copyOf(listeners);
		this.views = views;
		this.watches = watches;
	}

	void submitted(Run run, ReferenceRecord record) {
		tell(TaskListener::submitted, run, record, null);
	}

	void started(Run run, ReferenceRecord record) {
		tell(TaskListener::started, run, record, null);
	}

	void progressed(Run run, ReferenceRecord record) {
		tell(TaskListener::progressed, run, record, null);
	}

	void retried(Run run, ReferenceRecord record, @Nullable Throwable failure) {
		tell(TaskListener::retried, run, record, failure);
	}

	/**
	 * A run has ended.
	 */
	void ended(Run run, ReferenceRecord record, @Nullable Throwable failure) {
		switch (record.status()) {
			case COMPLETE -> tell(TaskListener::completed, run, record, null);
			case FAILED -> tell(TaskListener::failed, run, record, failure);
			case CANCELLED -> tell(TaskListener::cancelled, run, record, null);
			case PENDING, PROCESSING -> throw new IllegalStateException("Task '%s' has not ended".formatted(record));
		}
	}

	void rejected(Run run, RunRejectedException.Limit limit) {
		tell((listener) -> listener.rejected(run.operation().name(), limit));
	}

	void cleaned(CleanupReport report) {
		tell((listener) -> listener.cleaned(report));
	}

	/**
	 * Whether anybody wants to know of a run.
	 */
	boolean isHeard(Run run) {
		return !this.listeners.isEmpty() || this.watches.isWatched(run.id());
	}

	private void tell(BiConsumer<TaskListener, TaskEvent> method, Run run, ReferenceRecord record,
			@Nullable Throwable failure) {
		if (!this.listeners.isEmpty()) {
			TaskEvent event = new RecordedEvent(run, record, failure, this.views);
			tell((listener) -> method.accept(listener, event));
		}
		this.watches.changed(run.id());
	}

	private void tell(Consumer<TaskListener> method) {
		for (TaskListener listener : this.listeners) {
			try {
				method.accept(listener);
			}
			catch (RuntimeException | Error ex) {
				log(listener, ex);
			}
		}
	}

	/** A listener may be told ten times a second of each task. */
	private void log(TaskListener listener, Throwable failure) {
		String name = listener.getClass().getName();
		if (this.failed.add(listener)) {
			logger.warn("Task listener %s failed; from now on that is logged at DEBUG".formatted(name), failure);
		}
		else {
			logger.debug("Task listener %s failed again".formatted(name), failure);
		}
	}

}
