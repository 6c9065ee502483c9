package io.refcache.store;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Identity of a computation: what is computed, in which namespace, from which arguments.
 * Arguments are compared by {@code equals}, arrays by their content.
 *
 * @since 0.1.0
 */
public final class CacheKey {

	private final String operation;

	private final String namespace;

	private final @Nullable String scope;

	/** An array of them; of a key to keep, the argument itself if it is the only one. */
	private final @Nullable Object arguments;

	private final int hash;

	/**
	 * A key that uses the given array as it is; {@link #detach()} makes one to keep.
	 * @param operation identity of what is computed
	 * @param namespace the namespace
	 * @param arguments the arguments, not copied
	 */
	public CacheKey(String operation, String namespace, @Nullable Object[] arguments) {
		this(operation, namespace, null, arguments);
	}

	/**
	 * A key that uses the given array as it is; {@link #detach()} makes one to keep.
	 * @param operation identity of what is computed
	 * @param namespace the namespace
	 * @param scope whose it is within the namespace; {@code null} if it is everybody's
	 * @param arguments the arguments, not copied
	 */
	public CacheKey(String operation, String namespace, @Nullable String scope, @Nullable Object[] arguments) {
		this(operation, namespace, scope, arguments, hash(operation, namespace, scope, arguments));
	}

	private CacheKey(String operation, String namespace, @Nullable String scope, @Nullable Object arguments, int hash) {
		this.operation = operation;
		this.namespace = namespace;
		this.scope = scope;
		this.arguments = arguments;
		this.hash = hash;
	}

	/**
	 * The same key, safe against later changes of its arguments.
	 * @return a key that shares no array, list, set or map with this one
	 */
	public CacheKey detach() {
		return new CacheKey(this.operation, this.namespace, this.scope, kept(this.arguments), this.hash);
	}

	/** An array that is the only argument is not taken for an array of them. */
	private static @Nullable Object kept(@Nullable Object arguments) {
		if (arguments instanceof Object[] array) {
			Object[] copy = (Object[]) new Copies().copy(array);
			return (copy.length == 1 && !(copy[0] instanceof Object[])) ? copy[0] : copy;
		}
		return arguments;
	}

	private int size() {
		return (this.arguments instanceof Object[] array) ? array.length : 1;
	}

	private @Nullable Object argument(int index) {
		return (this.arguments instanceof Object[] array) ? array[index] : this.arguments;
	}

	public String operation() {
		return this.operation;
	}

	public String namespace() {
		return this.namespace;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		if (this == other) {
			return true;
		}
		return other instanceof CacheKey that && this.hash == that.hash && this.operation.equals(that.operation)
				&& this.namespace.equals(that.namespace) && Objects.equals(this.scope, that.scope)
				&& hasArgumentsOf(that);
	}

	/** Few arguments are arrays, and what is none need not be tried for each kind. */
	private boolean hasArgumentsOf(CacheKey that) {
		int size = size();
		if (size != that.size()) {
			return false;
		}
		for (int i = 0; i < size; i++) {
			Object one = argument(i);
			Object other = that.argument(i);
			if (one == other) {
				continue;
			}
			if (one == null || other == null
					|| !(one.getClass().isArray() ? Objects.deepEquals(one, other) : one.equals(other))) {
				return false;
			}
		}
		return true;
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	/**
	 * Shows no argument: they may be private.
	 */
	@Override
	public String toString() {
		return "%s in '%s' (%d arguments)".formatted(this.operation, this.namespace, size());
	}

	private static int hash(String operation, String namespace, @Nullable String scope, @Nullable Object[] arguments) {
		int result = (operation.hashCode() * 31 + namespace.hashCode()) * 31 + Arrays.deepHashCode(arguments);
		if (scope != null) {
			result = result * 31 + scope.hashCode();
		}
		return result ^ (result >>> 16);
	}

	/**
	 * The copies of one key: what occurs several times in it is copied once.
	 */
	private static final class Copies {

		/** Most keys hold nothing that is copied. */
		private @Nullable Map<Object, Object> known;

		private Object copy(Object array) {
			if (array instanceof Object[] elements) {
				@Nullable Object[] copy = elements.clone();
				for (int i = 0; i < copy.length; i++) {
					Object element = copy[i];
					copy[i] = (element != null && element.getClass().isArray()) ? once(element, this::copy)
							: copyOf(element);
				}
				return copy;
			}
			int length = Array.getLength(array);
			Object copy = Array.newInstance(array.getClass().getComponentType(), length);
			System.arraycopy(array, 0, copy, 0, length);
			return copy;
		}

		/** An array in here compares by identity, and has to stay the same. */
		private @Nullable Object copyOf(@Nullable Object value) {
			boolean copied = value instanceof List || value instanceof Set || value instanceof Map
					|| value instanceof Optional;
			return (value != null && copied) ? once(value, this::copyOfContainer) : value;
		}

		private Object once(Object value, UnaryOperator<Object> copier) {
			Map<Object, Object> known = this.known;
			if (known == null) {
				known = new IdentityHashMap<>(4);
				this.known = known;
			}
			Object copy = known.get(value);
			if (copy == null) {
				copy = copier.apply(value);
				known.put(value, copy);
			}
			return copy;
		}

		private Object copyOfContainer(Object value) {
			if (value instanceof List<?> list) {
				List<@Nullable Object> copy = new ArrayList<>(list.size());
				list.forEach((element) -> copy.add(copyOf(element)));
				return copy;
			}
			if (value instanceof Set<?> set) {
				Set<@Nullable Object> copy = new HashSet<>();
				set.forEach((element) -> copy.add(copyOf(element)));
				return copy;
			}
			if (value instanceof Map<?, ?> map) {
				Map<@Nullable Object, @Nullable Object> copy = new HashMap<>();
				map.forEach((key, element) -> copy.put(copyOf(key), copyOf(element)));
				return copy;
			}
			return ((Optional<?>) value).map(this::copyOf);
		}

	}

}
