package io.refcache.aop;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A key that is made of all arguments but those that are filled in.
 */
final class ArgumentsKey implements KeyParts {

	private final AnnotatedMethod method;

	private final InjectedParameters injected;

	private final List<ResolvableType> parameters;

	/** Those whose arguments hold arrays, by their place among the others. */
	private final int[] deep;

	/**
	 * A key.
	 * @param method the method
	 * @param injected its parameters that are filled in
	 * @param parameters the types of the others
	 */
	ArgumentsKey(AnnotatedMethod method, InjectedParameters injected, List<ResolvableType> parameters) {
		this.method = method;
		this.injected = injected;
		this.parameters = parameters;
		this.deep = IntStream.range(0, parameters.size())
			.filter((index) -> KeyTypes.isDeep(parameters.get(index)))
			.toArray();
	}

	@Override
	public @Nullable Object[] of(@Nullable Object target, @Nullable Object[] arguments) {
		return deepen(this.injected.strip(arguments));
	}

	@Override
	public @Nullable Object[] given(@Nullable Object[] values) {
		if (values.length != this.parameters.size()) {
			throw new IllegalArgumentException("%s takes %d arguments that are not filled in, not %d"
				.formatted(this.method, this.parameters.size(), values.length));
		}
		for (int i = 0; i < values.length; i++) {
			Class<?> type = this.parameters.get(i).toClass();
			if (!fits(values[i], type)) {
				throw new IllegalArgumentException("Argument %d of %s must be of type %s, not %s".formatted(i + 1,
						this.method, type.getName(), (values[i] != null) ? values[i].getClass().getName() : "null"));
			}
		}
		return deepen(values);
	}

	private static boolean fits(@Nullable Object value, Class<?> type) {
		return (value != null) ? ClassUtils.resolvePrimitiveIfNecessary(type).isInstance(value) : !type.isPrimitive();
	}

	@Override
	public boolean isComputed() {
		return false;
	}

	private @Nullable Object[] deepen(@Nullable Object[] arguments) {
		if (this.deep.length == 0) {
			return arguments;
		}
		@Nullable Object[] deepened = arguments.clone();
		DeepValues values = new DeepValues();
		for (int i : this.deep) {
			Object argument = arguments[i];
			if (argument != null) {
				deepened[i] = values.of(argument);
			}
		}
		return deepened;
	}

}
