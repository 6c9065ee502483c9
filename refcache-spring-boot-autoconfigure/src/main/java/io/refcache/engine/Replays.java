package io.refcache.engine;

import java.util.concurrent.ConcurrentHashMap;

import io.refcache.store.RefId;
import io.refcache.store.SignalListener;
import io.refcache.task.CapturedContext;
import org.jspecify.annotations.Nullable;

/**
 * The calls behind failed references, to run them again: each is kept as long as its
 * reference.
 */
final class Replays implements SignalListener {

	private final ConcurrentHashMap<RefId, Replay> replays = new ConcurrentHashMap<>();

	/**
	 * Keeps the call of a run that is about to fail. Before that is in the store: the
	 * signal that the reference was removed cannot come before this.
	 */
	void keep(Run run) {
		Call call = run.call();
		this.replays.putIfAbsent(run.id(), new Replay(call, run.context()));
	}

	void drop(RefId id) {
		this.replays.remove(id);
	}

	@Nullable Replay get(RefId id) {
		return this.replays.get(id);
	}

	boolean contains(RefId id) {
		return this.replays.containsKey(id);
	}

	int size() {
		return this.replays.size();
	}

	@Override
	public void removed(RefId id) {
		drop(id);
	}

	/**
	 * A call with the context that it was made in.
	 */
	record Replay(Call made, CapturedContext context) {

		Call call() {
			return this.made.again(this.context);
		}

	}

}
