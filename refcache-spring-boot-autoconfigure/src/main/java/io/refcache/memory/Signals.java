package io.refcache.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.refcache.TaskStatus;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.SignalListener;
import io.refcache.store.Subscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The listeners of a store. One that throws is logged and breaks nothing.
 */
final class Signals {

	private static final Log logger = LogFactory.getLog(Signals.class);

	private final List<SignalListener> listeners = new CopyOnWriteArrayList<>();

	Subscription subscribe(SignalListener listener) {
		this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

	void ended(ReferenceRecord record) {
		if (record.status() == TaskStatus.CANCELLED) {
			tell((listener) -> listener.cancelled(record.id(), record.run()));
		}
		tell((listener) -> listener.ended(record.id()));
	}

	void removed(ReferenceRecord record) {
		tell((listener) -> listener.removed(record.id()));
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
