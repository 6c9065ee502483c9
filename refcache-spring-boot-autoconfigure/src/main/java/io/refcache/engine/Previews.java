package io.refcache.engine;

import java.util.Objects;

import io.refcache.CacheResponse;
import io.refcache.ReadOptions;
import io.refcache.ValueTooLargeException;
import io.refcache.engine.PreviewMemo.Asked;
import io.refcache.preview.MeasuredValue;
import io.refcache.preview.Preview;
import io.refcache.preview.PreviewGenerator;
import io.refcache.preview.PreviewSettings;
import io.refcache.store.ReferenceRecord;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Answers that travel with a reference: whole if they are small, otherwise as previews.
 * What is worked out for one of them is kept with the record, that of little from the
 * second time on.
 */
final class Previews {

	private static final Log logger = LogFactory.getLog(Previews.class);

	/** No less is measured of a value, however little may be served whole. */
	private static final long MIN_MEASURED = 16L << 20;

	/** Bytes of JSON up to which a value is measured twice, for a memo takes as much. */
	private static final long MAX_SMALL = 256;

	/** Answers that are larger are not kept, unless the method asks for them. */
	private static final long MAX_KEPT = 4096;

	private final @Nullable PreviewGenerator generator;

	private final PreviewSettings settings;

	private final PreviewMessages messages;

	/**
	 * Previews.
	 * @param generator looks at values; {@code null} if nothing can, so that all are
	 * whole
	 * @param settings what readers get who ask for nothing else
	 */
	Previews(@Nullable PreviewGenerator generator, PreviewSettings settings) {
		this.generator = generator;
		this.settings = settings;
		this.messages = new PreviewMessages(settings);
	}

	/**
	 * The answer to who asks for nothing particular.
	 */
	CacheResponse<?> usual(ReferenceRecord record) {
		if (this.generator == null) {
			return whole(record);
		}
		Object noted = record.memo().get();
		if (noted instanceof PreviewMemo memo) {
			CacheResponse<?> known = memo.usual();
			return (known != null) ? known : usual(record, memo);
		}
		PreviewMemo memo = new PreviewMemo(measure(record, this.generator));
		CacheResponse<?> answer = usual(record, memo);
		if (noted == null && isSmall(answer, memo)) {
			record.memo().compareAndSet(null, PreviewMemo.ANSWERED_ONCE);
		}
		else if (memo.measured() != null) {
			record.memo().set(memo);
		}
		return answer;
	}

	private CacheResponse<?> usual(ReferenceRecord record, PreviewMemo memo) {
		CacheResponse<?> answer = answer(record, memo, new Asked(null, this.settings.pageSize(), null));
		return (answer != null) ? memo.usual(answer) : whole(record);
	}

	/** Many references are read once: nothing is kept for a second reader of little. */
	private static boolean isSmall(CacheResponse<?> answer, PreviewMemo memo) {
		MeasuredValue measured = memo.measured();
		return answer instanceof CacheResponse.Complete && measured != null && measured.bytes() <= MAX_SMALL;
	}

	/**
	 * The answer to who may have wishes of his own.
	 * @throws ValueTooLargeException if the value is to be whole, and too large for that
	 */
	CacheResponse<?> read(ReferenceRecord record, ReadOptions options) {
		boolean page = options.page() != null || options.pageSize() != null;
		if (this.generator == null || (!options.full() && !page && options.maxSize() == null)) {
			return usual(record);
		}
		PreviewMemo memo = memo(record, this.generator);
		if (options.full()) {
			return full(record, memo.measured());
		}
		Asked asked = new Asked(page ? Objects.requireNonNullElse(options.page(), 1) : null,
				Objects.requireNonNullElse(options.pageSize(), this.settings.pageSize()), options.maxSize());
		CacheResponse<?> known = memo.asked(asked);
		if (known != null) {
			return known;
		}
		CacheResponse<?> answer = answer(record, memo, asked);
		return (answer != null) ? keep(memo, asked, answer) : whole(record);
	}

	private static CacheResponse<?> keep(PreviewMemo memo, Asked asked, CacheResponse<?> answer) {
		if (!(answer instanceof CacheResponse.Preview<?> preview) || preview.previewSize() <= MAX_KEPT) {
			memo.asked(asked, answer);
		}
		return answer;
	}

	private CacheResponse<?> full(ReferenceRecord record, @Nullable MeasuredValue measured) {
		if (measured == null) {
			return whole(record);
		}
		if (measured.bytes() > this.settings.maxValueBytes()) {
			throw new ValueTooLargeException(record.id().toString(), measured.bytes(), this.settings.maxValueBytes());
		}
		return complete(record, measured);
	}

	/**
	 * The answer that is worth keeping; {@code null} if the value cannot be seen for now.
	 */
	private @Nullable CacheResponse<?> answer(ReferenceRecord record, PreviewMemo memo, Asked asked) {
		MeasuredValue measured = memo.measured();
		if (measured == null) {
			return null;
		}
		try {
			Preview part = part(measured, asked, maxSize(record));
			return (part != null) ? response(record, measured, part, asked.pageSize()) : complete(record, measured);
		}
		catch (RuntimeException | Error ex) {
			unseen(record, ex);
			return null;
		}
	}

	/**
	 * The part that is shown; {@code null} for the whole.
	 */
	private @Nullable Preview part(MeasuredValue measured, Asked asked, int usualMaxSize) {
		if (asked.page() != null) {
			return measured.page(asked.page(), asked.pageSize(), asked.maxSize());
		}
		int maxSize = (asked.maxSize() != null) ? asked.maxSize() : usualMaxSize;
		if (measured.bytes() != Long.MAX_VALUE && measured.size() <= maxSize) {
			return null;
		}
		return switch (this.settings.strategy()) {
			case SAMPLE, TRUNCATE -> measured.preview(this.settings.strategy(), maxSize);
			case PAGINATE -> measured.page(1, asked.pageSize(), maxSize);
		};
	}

	private int maxSize(ReferenceRecord record) {
		int ofMethod = record.operation().previewMaxSize();
		return (ofMethod > 0) ? ofMethod : this.settings.maxSize();
	}

	private CacheResponse<?> response(ReferenceRecord record, MeasuredValue measured, Preview part, int pageSize) {
		return new CacheResponse.Preview<>(record.id().toString(), part.content(), part.strategy().text(),
				part.totalItems(), measured.size(), part.size(), part.page(), part.totalPages(), part.hasNext(),
				part.trimmed() ? part.items() : null, this.messages.of(part, measured.bytes(), pageSize));
	}

	private static CacheResponse<?> complete(ReferenceRecord record, MeasuredValue measured) {
		return CacheResponse.<@Nullable Object>complete(record.id().newText(), record.value(), measured.size());
	}

	private static CacheResponse<?> whole(ReferenceRecord record) {
		return CacheResponse.<@Nullable Object>complete(record.id().newText(), record.value());
	}

	private PreviewMemo memo(ReferenceRecord record, PreviewGenerator generator) {
		if (record.memo().get() instanceof PreviewMemo known) {
			return known;
		}
		MeasuredValue measured = measure(record, generator);
		PreviewMemo memo = new PreviewMemo(measured);
		if (measured != null) {
			record.memo().set(memo);
		}
		return memo;
	}

	private @Nullable MeasuredValue measure(ReferenceRecord record, PreviewGenerator generator) {
		try {
			return generator.measure(record.value(), Math.max(MIN_MEASURED, this.settings.maxValueBytes()));
		}
		catch (RuntimeException | Error ex) {
			unseen(record, ex);
			return null;
		}
	}

	/** What a failure says may quote the value. */
	private static void unseen(ReferenceRecord record, Throwable failure) {
		if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
			throw error;
		}
		if (logger.isDebugEnabled()) {
			logger.debug("The value of '%s' travels whole, for it cannot be shown in part as JSON: %s".formatted(record,
					failure.getClass().getName()));
		}
	}

}
