package io.refcache.aop;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * A key that an expression, or a generator, computes of the arguments.
 */
final class ComputedKey implements KeyParts {

	private final AnnotatedMethod method;

	private final BiFunction<@Nullable Object, @Nullable Object[], @Nullable Object> computation;

	ComputedKey(AnnotatedMethod method,
			BiFunction<@Nullable Object, @Nullable Object[], @Nullable Object> computation) {
		this.method = method;
		this.computation = computation;
	}

	@Override
	public @Nullable Object[] of(@Nullable Object target, @Nullable Object[] arguments) {
		return parts(this.computation.apply(target, arguments));
	}

	@Override
	public @Nullable Object[] given(@Nullable Object[] values) {
		if (values.length != 1) {
			throw new IllegalArgumentException(
					"The key of %s is computed: name that one value, not %d".formatted(this.method, values.length));
		}
		return parts(values[0]);
	}

	@Override
	public boolean isComputed() {
		return true;
	}

	private static @Nullable Object[] parts(@Nullable Object key) {
		if (key instanceof Collection || key instanceof Map || key instanceof Optional) {
			return new @Nullable Object[] { new DeepValues().of(key) };
		}
		return new @Nullable Object[] { key };
	}

}
