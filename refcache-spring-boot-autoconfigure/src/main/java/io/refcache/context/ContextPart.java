package io.refcache.context;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.micrometer.context.ThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one accessor carries. It calls the accessor as a snapshot of context propagation
 * does that clears what is missing; a failure of the accessor harms no other part.
 */
final class ContextPart {

	/** Stands for what an accessor failed to read. */
	private static final Object UNKNOWN = new Object();

	private static final Log logger = LogFactory.getLog(ContextPart.class);

	private final Object key;

	private final ThreadLocalAccessor<Object> accessor;

	private final Supplier<@Nullable Object> source;

	private final AtomicBoolean reported = new AtomicBoolean();

	@SuppressWarnings("unchecked")
	ContextPart(Object key, ThreadLocalAccessor<?> accessor) {
		this.key = key;
		this.accessor = (ThreadLocalAccessor<Object>) accessor;
		this.source = (this.accessor instanceof CopyingAccessor<Object> copying) ? copying::copy
				: this.accessor::getValue;
	}

	/**
	 * Takes what is to be carried off the current thread. Does not throw.
	 * @return the value; {@code null} if nothing is set
	 */
	@Nullable Object take() {
		try {
			return this.source.get();
		}
		catch (Exception | LinkageError ex) {
			report("is left out, it cannot be read", ex);
			return UNKNOWN;
		}
	}

	/**
	 * Puts what was taken in the place of what the current thread has. If that throws,
	 * the thread is as before.
	 * @param taken what {@link #take()} gave
	 * @return what was there before; {@code null} if nothing was
	 */
	@Nullable Object replace(@Nullable Object taken) {
		if (taken != UNKNOWN) {
			return set(taken);
		}
		try {
			return set(null);
		}
		catch (Exception | LinkageError ex) {
			report("is left out, it cannot be cleared", ex);
			return UNKNOWN;
		}
	}

	private @Nullable Object set(@Nullable Object value) {
		Object previous = this.accessor.getValue();
		boolean set = false;
		try {
			if (value != null) {
				this.accessor.setValue(value);
			}
			else {
				this.accessor.setValue();
			}
			set = true;
		}
		finally {
			// A setter that fails may have done its work: an observation's scope is on
			// the thread before its handlers hear of it.
			if (!set && !isCurrent(previous)) {
				putBack(previous);
			}
		}
		return previous;
	}

	/**
	 * Puts back what was there before, whatever the body has left. Does not throw.
	 * @param previous what {@link #replace} gave
	 */
	void putBack(@Nullable Object previous) {
		if (previous == UNKNOWN) {
			return;
		}
		try {
			if (previous != null) {
				this.accessor.restore(previous);
			}
			else {
				this.accessor.restore();
			}
		}
		catch (Throwable ex) {
			report("is not put back", ex);
		}
	}

	private boolean isCurrent(@Nullable Object value) {
		try {
			return Objects.equals(this.accessor.getValue(), value);
		}
		catch (Throwable ex) {
			return false;
		}
	}

	private void report(String consequence, Throwable failure) {
		if (this.reported.compareAndSet(false, true)) {
			logger.warn("Context '%s' %s on thread '%s' (further failures of it are not logged)".formatted(this.key,
					consequence, Thread.currentThread().getName()), failure);
		}
	}

}
