package io.refcache.engine;

import java.util.HashMap;
import java.util.List;
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

	/** How many characters they have, all together. */
	static final long MAX_CHARACTERS = 64 * 1024;

	/** What is on a record instead: its usual answer was made once, and is not kept. */
	static final Object ANSWERED_ONCE = "answered once";

	private static final int PER_SCALAR = 8;

	private static final Known NOTHING = new Known(Map.of(), 0);

	private final @Nullable MeasuredValue measured;

	private volatile @Nullable CacheResponse<?> usual;

	private volatile Known asked = NOTHING;

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
		return this.asked.answers().get(asked);
	}

	void asked(Asked asked, CacheResponse<?> answer) {
		long added = (answer instanceof CacheResponse.Preview<?> preview) ? characters(preview.preview()) : 0;
		if (added > MAX_CHARACTERS) {
			return;
		}
		Known known = this.asked;
		// Who asks for ever new parts gets no more room for them.
		boolean fits = known.answers().size() < MAX_ASKED && known.characters() + added <= MAX_CHARACTERS;
		Map<Asked, CacheResponse<?>> next = fits ? new HashMap<>(known.answers()) : new HashMap<>();
		next.put(asked, answer);
		this.asked = new Known(next, fits ? known.characters() + added : added);
	}

	private static long characters(@Nullable Object data) {
		if (data instanceof String text) {
			return text.length();
		}
		long characters = PER_SCALAR;
		if (data instanceof List<?> list) {
			for (Object element : list) {
				characters += characters(element);
			}
		}
		else if (data instanceof Map<?, ?> map) {
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				characters += characters(entry.getKey()) + characters(entry.getValue());
			}
		}
		return characters;
	}

	int askedFor() {
		return this.asked.answers().size();
	}

	private record Known(Map<Asked, CacheResponse<?>> answers, long characters) {

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
