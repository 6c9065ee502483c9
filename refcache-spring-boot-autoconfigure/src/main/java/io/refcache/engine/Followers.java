package io.refcache.engine;

import io.refcache.RefCacheStoreException;
import io.refcache.TaskError;
import io.refcache.store.Change;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.StepResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds the run behind a record that a claim met. A record of this node whose run is
 * lost, or of another one whose lease is over, is ended: it must not block its key.
 */
final class Followers {

	private final ReferenceStore store;

	private final LiveTasks tasks;

	private final IdSource ids;

	private final EngineSettings settings;

	Followers(ReferenceStore store, LiveTasks tasks, IdSource ids, EngineSettings settings) {
		this.store = store;
		this.tasks = tasks;
		this.ids = ids;
		this.settings = settings;
	}

	/**
	 * Finds a run.
	 * @param record a record that has not ended
	 * @return its run; {@code null} if it has ended now, and the key is free
	 * @throws RefCacheStoreException if it runs on another node
	 */
	@Nullable Run follow(ReferenceRecord record) {
		Run run = this.tasks.find(record.id());
		if (run != null) {
			return run;
		}
		// A run leaves the registry only after its end was written.
		ReferenceRecord current = this.store.find(record.id(), Part.HEAD);
		if (current == null || current.status().isEnded()) {
			return null;
		}
		boolean own = current.owner().equals(this.ids.node());
		Guard guard = own ? Guard.running(current.run()) : Guard.lapsed(current.run());
		TaskError error = new TaskError(IllegalStateException.class.getName(), "owner lost", this.ids.errorId());
		StepResult result = this.store.update(current.id(), guard, Change.fail(error, this.settings.retention()));
		if (result instanceof StepResult.Refused refused && !refused.current().status().isEnded()) {
			throw new RefCacheStoreException("Task '%s' runs on node '%s', which this node cannot follow"
				.formatted(current.id(), current.owner()), null);
		}
		return null;
	}

}
