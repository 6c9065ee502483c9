package io.refcache.engine;

import java.util.HashMap;
import java.util.Map;

import io.refcache.CacheResponse;
import io.refcache.preview.MeasuredValue;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out from the value of a record. It hangs on the record, and goes with
 * it. Two threads may work out the same; then one of the results is dropped.
 */
final class PreviewMemo {

	/** How many answers to readers with wishes of their own are kept. */
	static final int MAX_ASKED = 8;

	private final @Nullable MeasuredValue measured;

	private volatile @Nullable CacheResponse<?> usual;

	private volatile Map<Asked, CacheResponse<?>> asked = Map.of();

	/**
	 * A memo.
	 * @param measured the measured value; {@code null} if it cannot be measured
	 */
	PreviewMemo(@Nullable MeasuredValue measured) {
		this.measured = measured;
	}

	@Nullable MeasuredValue measured() {
		return this.measured;
	}

	/**
	 * The answer to who asks for nothing particular; {@code null} if there was none yet.
	 */
	@Nullable CacheResponse<?> usual() {
		return this.usual;
	}

	CacheResponse<?> usual(CacheResponse<?> usual) {
		this.usual = usual;
		return usual;
	}

	@Nullable CacheResponse<?> asked(Asked asked) {
		return this.asked.get(asked);
	}

	void asked(Asked asked, CacheResponse<?> answer) {
		Map<Asked, CacheResponse<?>> known = this.asked;
		// Who asks for ever new parts gets no more room for them.
		Map<Asked, CacheResponse<?>> next = (known.size() < MAX_ASKED) ? new HashMap<>(known) : new HashMap<>();
		next.put(asked, answer);
		this.asked = next;
	}

	int askedFor() {
		return this.asked.size();
	}

	/**
	 * What a reader asked for.
	 *
	 * @param page number of the page; {@code null} for no page
	 * @param pageSize number of elements of a page
	 * @param maxSize the size; {@code null} for the whole page
	 */
	record Asked(@Nullable Integer page, int pageSize, @Nullable Integer maxSize) {

	}

}
