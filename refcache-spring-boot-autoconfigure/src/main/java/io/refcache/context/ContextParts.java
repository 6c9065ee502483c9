package io.refcache.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.context.ThreadLocalAccessor;
import io.refcache.task.CapturedContext;
import org.jspecify.annotations.Nullable;

/**
 * All that is carried, in the order in which it is put on a thread.
 */
final class ContextParts {

	private final List<ContextPart> parts;

	private final CapturedContext nothing;

	ContextParts(Map<Object, ThreadLocalAccessor<?>> accessors) {
		List<ContextPart> parts = new ArrayList<>();
		accessors.forEach((key, accessor) -> parts.add(new ContextPart(key, accessor)));
		this.parts = List.copyOf(parts);
		this.nothing = parts.isEmpty() ? CapturedContext.EMPTY
				: new CarriedContext(this.parts, new @Nullable Object[parts.size()]);
	}

	/**
	 * Takes the context off the current thread.
	 * @return the context; if nothing is set, one for all, which hides what a thread has
	 */
	CapturedContext take() {
		@Nullable Object @Nullable [] values = null;
		for (int i = 0; i < this.parts.size(); i++) {
			Object value = this.parts.get(i).take();
			if (value != null) {
				values = (values != null) ? values : new @Nullable Object[this.parts.size()];
				values[i] = value;
			}
		}
		return (values != null) ? new CarriedContext(this.parts, values) : this.nothing;
	}

}
