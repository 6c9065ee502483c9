package io.refcache.aop;

import java.lang.reflect.Method;
import java.util.BitSet;

import io.refcache.ProgressCallback;
import io.refcache.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a method that refcache fills in, whatever the caller passes. They are
 * no part of the key.
 */
final class InjectedParameters {

	private final BitSet injected;

	private final int count;

	private InjectedParameters(BitSet injected, int count) {
		this.injected = injected;
		this.count = count;
	}

	static InjectedParameters of(Method method) {
		BitSet injected = new BitSet();
		Class<?>[] types = method.getParameterTypes();
		for (int i = 0; i < types.length; i++) {
			injected.set(i, types[i] == ProgressCallback.class || types[i] == TaskContext.class);
		}
		return new InjectedParameters(injected, types.length);
	}

	boolean contains(int index) {
		return this.injected.get(index);
	}

	boolean isEmpty() {
		return this.injected.isEmpty();
	}

	/**
	 * The arguments without those that are filled in.
	 * @return the same array if there are none
	 */
	@Nullable Object[] strip(@Nullable Object[] arguments) {
		if (this.injected.isEmpty()) {
			return arguments;
		}
		@Nullable Object[] stripped = new @Nullable Object[this.count - this.injected.cardinality()];
		int next = 0;
		for (int i = 0; i < arguments.length; i++) {
			if (!this.injected.get(i)) {
				stripped[next++] = arguments[i];
			}
		}
		return stripped;
	}

	/**
	 * Puts arguments where they stand among those that are filled in.
	 */
	@Nullable Object[] expand(@Nullable Object[] stripped) {
		@Nullable Object[] arguments = new @Nullable Object[this.count];
		int next = 0;
		for (int i = 0; i < this.count; i++) {
			if (!this.injected.get(i)) {
				arguments[i] = stripped[next++];
			}
		}
		return arguments;
	}

	/**
	 * Number of the arguments that are not filled in.
	 */
	int stripped() {
		return this.count - this.injected.cardinality();
	}

	/**
	 * A copy of the arguments with those filled in.
	 */
	Object[] fill(@Nullable Object[] arguments, TaskContext context) {
		@Nullable Object[] filled = arguments.clone();
		for (int i = this.injected.nextSetBit(0); i >= 0; i = this.injected.nextSetBit(i + 1)) {
			filled[i] = context;
		}
		return SpringArguments.of(filled);
	}

}
