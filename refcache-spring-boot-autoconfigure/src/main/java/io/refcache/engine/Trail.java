package io.refcache.engine;

import java.util.ArrayList;
import java.util.List;

import io.refcache.CircularReferenceException;
import io.refcache.store.RefId;
import org.jspecify.annotations.Nullable;

/**
 * The references that led to a value, each standing in the value of the one before. Only
 * the first was supplied by the caller; what stands in a value that he may not read is
 * not told him.
 */
final class Trail {

	private static final String HIDDEN = "...";

	private final RefId id;

	private final @Nullable Trail outer;

	private boolean readable = true;

	private Trail(RefId id, @Nullable Trail outer) {
		this.id = id;
		this.outer = outer;
	}

	static Trail of(RefId id, @Nullable Trail outer) {
		return new Trail(id, outer);
	}

	RefId id() {
		return this.id;
	}

	@Nullable Trail outer() {
		return this.outer;
	}

	/**
	 * The reference that the caller supplied.
	 */
	RefId supplied() {
		Trail first = this;
		while (first.outer != null) {
			first = first.outer;
		}
		return first.id;
	}

	boolean readable() {
		return this.readable;
	}

	/**
	 * Whether the caller may read what the last reference leads to.
	 */
	void readable(boolean readable) {
		this.readable = readable;
	}

	/**
	 * Makes sure that the last reference is not one of those before.
	 * @throws CircularReferenceException if it is
	 */
	void refuseCircle() {
		for (Trail before = this.outer; before != null; before = before.outer) {
			if (before.id.equals(this.id)) {
				throw new CircularReferenceException(chain());
			}
		}
	}

	private List<String> chain() {
		List<Trail> all = new ArrayList<>();
		for (Trail next = this; next != null; next = next.outer) {
			all.add(0, next);
		}
		List<String> chain = new ArrayList<>();
		boolean visible = true;
		for (Trail next : all) {
			chain.add(visible ? next.id.toString() : HIDDEN);
			if (!visible) {
				break;
			}
			visible = next.readable;
		}
		return chain;
	}

}
