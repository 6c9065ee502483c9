package io.refcache.engine;

import java.util.List;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.TaskStatus;
import io.refcache.store.Dependencies;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;

/**
 * The references that one caller has given as arguments.
 *
 * @param ids the references, as he supplied them
 * @param withheld whether he may not read what one of them leads to: he must not learn it
 * from a failure either
 */
record Given(List<RefId> ids, boolean withheld) {

	/**
	 * No references.
	 */
	static final Given NONE = new Given(List.of(), false);

	Dependencies dependencies(boolean awaited) {
		return (this.ids.isEmpty() && !awaited) ? Dependencies.NONE
				: new Dependencies(this.ids, awaited, this.withheld);
	}

	/**
	 * Names them in the answer to this caller.
	 */
	RefResponse<?> tell(RefResponse<?> response) {
		return this.ids.isEmpty() ? response : tell(response, this.ids, false);
	}

	/**
	 * Names them in the state of a task.
	 */
	RefResponse<?> tell(RefResponse<?> response, ReferenceRecord record) {
		return tell(response, this.ids, isWaiting(record));
	}

	/**
	 * Names those of a record, and says whether it waits for them.
	 * @param named whether the reader may learn which they are
	 */
	static RefResponse<?> tell(RefResponse<?> response, ReferenceRecord record, boolean named) {
		return tell(response, named ? record.dependencies().ids() : List.of(), isWaiting(record));
	}

	private static RefResponse<?> tell(RefResponse<?> response, List<RefId> ids, boolean waiting) {
		if (ids.isEmpty() && !waiting) {
			return response;
		}
		List<String> texts = ids.stream().map(RefId::toString).toList();
		if (response instanceof CacheResponse<?> result) {
			return texts.isEmpty() ? result : result.withDependsOn(texts);
		}
		AsyncTaskResponse<?> task = (AsyncTaskResponse<?>) response;
		if (waiting) {
			return task.waitingFor(texts);
		}
		return texts.isEmpty() ? task : task.withDependsOn(texts);
	}

	private static boolean isWaiting(ReferenceRecord record) {
		return record.dependencies().awaited() && record.status() == TaskStatus.PENDING;
	}

}
