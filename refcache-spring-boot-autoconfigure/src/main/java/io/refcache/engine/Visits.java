package io.refcache.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.refcache.RefCacheException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * What one pass over arguments has visited. Nothing large is walked twice, but it counts
 * wherever it stands, for whoever compares or hashes the arguments walks it there again.
 */
final class Visits {

	private static final int MAX_DEPTH = 100;

	/** A value may name others twice each, and those others again. */
	private static final int MAX_REFERENCES = 10_000;

	/** Elements of all containers, wherever they stand. */
	private static final long MAX_ELEMENTS = 10_000_000;

	/** To walk less again costs less than to remember it. */
	private static final int MIN_KNOWN = 16;

	/** References and elements after which patience is asked. */
	private static final int REFERENCES_AT_ONCE = 128;

	private static final int ELEMENTS_AT_ONCE = 1 << 16;

	private final Runnable patience;

	private final Map<Place, Visit> known = new HashMap<>();

	private int references;

	private long elements;

	private long asked;

	private int deepest;

	/**
	 * Visits of nothing so far.
	 * @param patience throws if whoever waits for the pass does so no longer; run now and
	 * then
	 */
	Visits(Runnable patience) {
		this.patience = patience;
	}

	/**
	 * Goes to a depth.
	 */
	void descend(int depth) {
		if (depth > MAX_DEPTH) {
			throw new RefCacheException("The arguments are nested more than %d deep".formatted(MAX_DEPTH));
		}
		this.deepest = Math.max(this.deepest, depth);
	}

	/**
	 * Meets a reference.
	 */
	void refer() {
		addReferences(1);
		if (this.references % REFERENCES_AT_ONCE == 0) {
			this.patience.run();
		}
	}

	/**
	 * Walks a container, unless that has been done.
	 * @param value the container
	 * @param type its declared type
	 * @param mode what is replaced in it
	 * @param depth where it stands
	 * @param walk walks it
	 * @return what became of it
	 */
	Object walk(Object value, ResolvableType type, Object mode, int depth, Supplier<Object> walk) {
		Place place = new Place(value, type, mode);
		Visit visit = this.known.get(place);
		if (visit != null) {
			descend(depth + visit.height());
			addReferences(visit.references());
			count(visit.elements());
			return visit.result();
		}
		int outer = this.deepest;
		int references = this.references;
		long elements = this.elements;
		this.deepest = depth;
		Object result = walk.get();
		if (this.elements - elements >= MIN_KNOWN) {
			this.known.put(place,
					new Visit(result, this.deepest - depth, this.references - references, this.elements - elements));
		}
		this.deepest = Math.max(outer, this.deepest);
		return result;
	}

	private void addReferences(int count) {
		this.references += count;
		if (this.references > MAX_REFERENCES) {
			throw new RefCacheException("The arguments hold more than %d references".formatted(MAX_REFERENCES));
		}
	}

	/**
	 * Counts elements.
	 */
	void count(long count) {
		this.elements += count;
		if (this.elements > MAX_ELEMENTS) {
			throw new RefCacheException("The arguments hold more than %d elements with the values of their references"
				.formatted(MAX_ELEMENTS));
		}
		if (this.elements - this.asked >= ELEMENTS_AT_ONCE) {
			this.asked = this.elements;
			this.patience.run();
		}
	}

	/**
	 * Whether something has elements.
	 */
	static boolean isContainer(Object value) {
		return value instanceof Collection || value instanceof Map || value instanceof Optional
				|| value instanceof Record || value.getClass().isArray();
	}

	/**
	 * What became of a container.
	 *
	 * @param result the same container, or a copy
	 * @param height how deep it is
	 * @param references the references in it
	 * @param elements the elements in it
	 */
	private record Visit(Object result, int height, int references, long elements) {

	}

	/** One and the same container: an equal one may hold others. */
	private record Place(Object value, ResolvableType type, Object mode) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Place that && this.value == that.value && this.mode.equals(that.mode)
					&& this.type.equals(that.type);
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.value);
		}

	}

}
