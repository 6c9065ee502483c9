package io.refcache.engine;

import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import org.jspecify.annotations.Nullable;

/**
 * Where references among arguments are looked up.
 */
final class InputSource {

	private final String name;

	private final ReferenceStore store;

	private final LiveTasks tasks;

	private final Transactions transactions;

	InputSource(String name, ReferenceStore store, LiveTasks tasks, Transactions transactions) {
		this.name = name;
		this.store = store;
		this.tasks = tasks;
		this.transactions = transactions;
	}

	/**
	 * Reads a reference of this cache.
	 * @return the id; {@code null} if the text is none
	 */
	@Nullable RefId parse(String text) {
		return RefId.parse(this.name, text);
	}

	@Nullable ReferenceRecord find(RefId id) {
		return this.store.find(id, Part.FULL);
	}

	/**
	 * A value that the transaction of the calling thread has not committed; {@code null}
	 * if it has none for that reference.
	 */
	@Nullable HeldValue uncommitted(RefId id) {
		Run run = this.tasks.find(id);
		return (run != null) ? this.transactions.own(run) : null;
	}

}
