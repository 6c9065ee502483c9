package io.refcache.context;

import java.util.List;

import io.refcache.task.CapturedContext;
import org.jspecify.annotations.Nullable;

/**
 * The values that were taken off a thread, one for each part.
 */
final class CarriedContext implements CapturedContext {

	private final List<ContextPart> parts;

	private final @Nullable Object[] values;

	/**
	 * Creates a context.
	 * @param parts the parts
	 * @param values what each gave; not to be changed any more
	 */
	CarriedContext(List<ContextPart> parts, @Nullable Object[] values) {
		this.parts = parts;
		this.values = values;
	}

	/**
	 * Puts all values on the current thread. What that has of a part without value is
	 * hidden: a body must not see what an earlier task has left.
	 */
	@Override
	public Scope open() {
		@Nullable Object[] previous = new @Nullable Object[this.values.length];
		int replaced = 0;
		try {
			while (replaced < this.values.length) {
				previous[replaced] = this.parts.get(replaced).replace(this.values[replaced]);
				replaced++;
			}
		}
		finally {
			if (replaced < this.values.length) {
				putBack(previous, replaced);
			}
		}
		return () -> putBack(previous, this.values.length);
	}

	private void putBack(@Nullable Object[] previous, int replaced) {
		for (int i = replaced - 1; i >= 0; i--) {
			this.parts.get(i).putBack(previous[i]);
		}
	}

}
