package io.refcache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;

import io.refcache.Ref;
import io.refcache.RefCacheException;
import io.refcache.ResolveRefs;
import io.refcache.engine.ArgumentResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Which parameters of a method may hold references: those that declare {@link Ref}, and
 * those whose texts may be some.
 */
final class MethodReferences {

	private final ResolvableType[] types;

	private final boolean[] refs;

	private final boolean[] marked;

	private final boolean[] texts;

	private final boolean taken;

	private final boolean fromAgents;

	private MethodReferences(ResolvableType[] types, boolean[] refs, boolean[] marked, boolean[] texts,
			boolean fromAgents) {
		this.types = types;
		this.refs = refs;
		this.marked = marked;
		this.texts = texts;
		this.taken = isAny(refs) || isAny(marked);
		this.fromAgents = fromAgents && isAny(texts);
	}

	/**
	 * Finds them.
	 * @throws io.refcache.RefCacheConfigurationException if a reference stands where it
	 * cannot be replaced
	 */
	static MethodReferences of(AnnotatedMethod method, InjectedParameters injected) {
		boolean[] resolveRefs = method.annotation().resolveRefs();
		if (resolveRefs.length > 1) {
			throw method.refuse("has %d values of 'resolveRefs'".formatted(resolveRefs.length), "Leave one of them");
		}
		int count = method.method().getParameterCount();
		ResolvableType[] types = new ResolvableType[count];
		boolean[] refs = new boolean[count];
		boolean[] marked = new boolean[count];
		boolean[] texts = new boolean[count];
		for (int i = 0; i < count; i++) {
			types[i] = ResolvableType
				.forMethodParameter(new MethodParameter(method.method(), i).withContainingClass(method.beanClass()));
			if (injected.contains(i)) {
				continue;
			}
			refs[i] = ReferenceTypes.holdsRef(types[i]);
			texts[i] = ReferenceTypes.mayHoldText(types[i]);
			boolean isMarked = isMarked(method, i);
			marked[i] = texts[i] && (isMarked || (resolveRefs.length > 0 && resolveRefs[0]));
			check(method, i, types[i], isMarked && !texts[i]);
		}
		return new MethodReferences(types, refs, marked, texts, resolveRefs.length == 0);
	}

	private static void check(AnnotatedMethod method, int index, ResolvableType type, boolean isMarkedInVain) {
		String name = method.method().getParameters()[index].getName();
		ResolvableType misplaced = ReferenceTypes.findMisplaced(type);
		if (misplaced != null) {
			throw method.refuse(
					"has the parameter '%s' of type %s, in which references cannot be replaced: %s".formatted(name,
							type, misplaced),
					"Declare a Ref<T> of a type without another Ref, or put it into a record, a List, the values of a Map, an array or an Optional");
		}
		if (isMarkedInVain) {
			throw method.refuse("has the parameter '%s' of type %s, which holds no text".formatted(name, type),
					"Remove @ResolveRefs");
		}
	}

	private static boolean isMarked(AnnotatedMethod method, int index) {
		return isMarked(method.method().getParameters()[index])
				|| (method.source() instanceof Method source && isMarked(source.getParameters()[index]));
	}

	private static boolean isMarked(Parameter parameter) {
		return MergedAnnotations.from(parameter).isPresent(ResolveRefs.class);
	}

	private static boolean isAny(boolean[] values) {
		for (boolean value : values) {
			if (value) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether references are replaced whoever calls.
	 */
	boolean areTaken() {
		return this.taken;
	}

	/**
	 * Whether they are also replaced in texts if an agent calls.
	 */
	boolean areTakenFromAgents() {
		return this.fromAgents;
	}

	/**
	 * Replaces references.
	 * @param byAgent whether an agent calls
	 * @return a copy of the arguments
	 */
	@Nullable Object[] resolve(@Nullable Object[] arguments, boolean byAgent, ArgumentResolver resolver) {
		@Nullable Object[] resolved = arguments.clone();
		for (int i = 0; i < arguments.length; i++) {
			boolean inTexts = this.marked[i] || (byAgent && this.fromAgents && this.texts[i]);
			if (this.refs[i] || inTexts) {
				resolved[i] = resolver.resolve(arguments[i], this.types[i], inTexts);
			}
		}
		return resolved;
	}

	/**
	 * Makes sure that a plain call, of which nothing is stored, was given no reference.
	 * @throws RefCacheException if it was
	 */
	static void refuse(String method, @Nullable Object[] arguments) {
		for (Object argument : arguments) {
			if (argument instanceof Ref<?> ref && ref.refId() != null) {
				throw new RefCacheException(
						"'%s' is a plain call, for refcache is off or its condition does not hold: reference '%s' stands for no value there"
							.formatted(method, ref.refId()));
			}
		}
	}

}
