package io.refcache.memory;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.refcache.TaskStatus;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.SignalListener;
import io.refcache.store.Subscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The listeners of a store. What a step does is noted, maybe under a lock, and told at
 * its end. A listener that throws is logged and breaks nothing.
 */
final class Signals {

	private static final Log logger = LogFactory.getLog(Signals.class);

	private final List<SignalListener> listeners = new CopyOnWriteArrayList<>();

	private final Queue<Consumer<SignalListener>> noted = new ConcurrentLinkedQueue<>();

	Subscription subscribe(SignalListener listener) {
		this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

	void ended(ReferenceRecord record) {
		RefId id = record.id();
		long run = record.run();
		if (record.status() == TaskStatus.CANCELLED) {
			note((listener) -> listener.cancelled(id, run));
		}
		note((listener) -> listener.ended(id));
	}

	void removed(ReferenceRecord record) {
		RefId id = record.id();
		note((listener) -> listener.removed(id));
	}

	private void note(Consumer<SignalListener> signal) {
		if (!this.listeners.isEmpty()) {
			this.noted.add(signal);
		}
	}

	/**
	 * Tells whatever was noted, by this step or another. Called without any lock.
	 */
	void tell() {
		Consumer<SignalListener> signal = this.noted.poll();
		while (signal != null) {
			tell(signal);
			signal = this.noted.poll();
		}
	}

	private void tell(Consumer<SignalListener> signal) {
		for (SignalListener listener : this.listeners) {
			try {
				signal.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener of the reference store failed", ex);
			}
		}
	}

}
