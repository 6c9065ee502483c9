package io.refcache.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.refcache.store.RefId;
import io.refcache.store.SignalListener;
import io.refcache.store.Subscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Who watches which reference.
 */
final class Watches implements SignalListener {

	private static final Log logger = LogFactory.getLog(Watches.class);

	private final ConcurrentHashMap<RefId, Set<Runnable>> watchers = new ConcurrentHashMap<>();

	/**
	 * Watches a reference, whether it is there or not.
	 * @param onChange told that it may have changed
	 */
	Subscription watch(RefId id, Runnable onChange) {
		this.watchers.compute(id, (same, known) -> {
			Set<Runnable> all = (known != null) ? known : ConcurrentHashMap.newKeySet();
			all.add(onChange);
			return all;
		});
		return () -> this.watchers.computeIfPresent(id, (same, known) -> {
			known.remove(onChange);
			return known.isEmpty() ? null : known;
		});
	}

	boolean isWatched(RefId id) {
		return this.watchers.containsKey(id);
	}

	void changed(RefId id) {
		Set<Runnable> known = this.watchers.get(id);
		if (known != null) {
			known.forEach(Watches::tell);
		}
	}

	private static void tell(Runnable watcher) {
		try {
			watcher.run();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A watcher of a task failed", ex);
		}
	}

	@Override
	public void ended(RefId id) {
		changed(id);
	}

	@Override
	public void removed(RefId id) {
		changed(id);
	}

	@Override
	public void gap() {
		this.watchers.keySet().forEach(this::changed);
	}

	/**
	 * Number of references that are watched.
	 */
	int size() {
		return this.watchers.size();
	}

}
