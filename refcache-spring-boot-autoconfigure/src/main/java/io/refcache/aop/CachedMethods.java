package io.refcache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.refcache.RefCacheConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;

/**
 * The annotated methods that are in use, each parsed once.
 */
final class CachedMethods {

	private final MethodParser parser;

	private final Consumer<CachedMethod> onParsed;

	/** Nearly all methods are called on one class, and found without an extra key. */
	private final Map<Method, Called> called = new ConcurrentHashMap<>();

	private final Map<MethodClassKey, CachedMethod> byClass = new ConcurrentHashMap<>();

	private final Map<String, AnnotatedMethod> names = new ConcurrentHashMap<>();

	/**
	 * No methods yet.
	 * @param parser parses them
	 * @param onParsed told of each, once
	 */
	CachedMethods(MethodParser parser, Consumer<CachedMethod> onParsed) {
		this.parser = parser;
		this.onParsed = onParsed;
	}

	/**
	 * Finds a method that the pointcut has matched.
	 * @param method the method
	 * @param target what it is called on
	 * @throws RefCacheConfigurationException if it is used wrongly
	 */
	CachedMethod get(Method method, @Nullable Object target) {
		Called known = this.called.get(method);
		if (known != null && target != null && known.type == target.getClass()) {
			return known.method;
		}
		CachedMethod found = get(method, beanClass(method, target));
		if (target != null && !Proxy.isProxyClass(target.getClass())) {
			this.called.putIfAbsent(method, new Called(target.getClass(), found));
		}
		return found;
	}

	/** The class of a JDK proxy tells nothing, and has another name each time. */
	private static Class<?> beanClass(Method method, @Nullable Object target) {
		if (target == null) {
			return method.getDeclaringClass();
		}
		if (!Proxy.isProxyClass(target.getClass())) {
			return ClassUtils.getUserClass(target);
		}
		Class<?> ultimate = AopProxyUtils.ultimateTargetClass(target);
		return Proxy.isProxyClass(ultimate) ? method.getDeclaringClass() : ClassUtils.getUserClass(ultimate);
	}

	/**
	 * Finds a method of the beans of a class.
	 * @throws RefCacheConfigurationException if it is used wrongly
	 */
	CachedMethod get(Method method, Class<?> beanClass) {
		MethodClassKey key = new MethodClassKey(method, beanClass);
		CachedMethod parsed = this.byClass.get(key);
		if (parsed == null) {
			AnnotatedMethod annotated = AnnotatedMethod.find(method, beanClass);
			if (annotated == null) {
				throw new IllegalStateException("%s is not annotated".formatted(method));
			}
			parsed = parse(annotated);
			this.byClass.put(key, parsed);
		}
		return parsed;
	}

	/** Called through several interfaces, it is still one method. */
	private CachedMethod parse(AnnotatedMethod annotated) {
		MethodClassKey key = new MethodClassKey(annotated.method(), annotated.beanClass());
		CachedMethod known = this.byClass.get(key);
		if (known != null) {
			return known;
		}
		CachedMethod parsed = this.parser.parse(annotated);
		checkName(parsed);
		CachedMethod other = this.byClass.putIfAbsent(key, parsed);
		if (other == null) {
			this.onParsed.accept(parsed);
		}
		return (other != null) ? other : parsed;
	}

	/**
	 * A method of that name; classes that have it in common have one key.
	 */
	@Nullable CachedMethod named(String name) {
		return this.byClass.values()
			.stream()
			.filter((method) -> method.spec().operation().name().equals(name))
			.findFirst()
			.orElse(null);
	}

	boolean isName(String name) {
		return this.names.containsKey(name);
	}

	SortedSet<String> names() {
		return new TreeSet<>(this.names.keySet());
	}

	private void checkName(CachedMethod parsed) {
		String name = parsed.spec().operation().name();
		AnnotatedMethod other = this.names.putIfAbsent(name, parsed.method());
		if (other != null && !isSame(other, parsed.method())) {
			throw parsed.method()
				.refuse("has the name '%s' of another method, %s".formatted(name, other),
						"Give each a 'name' of its own");
		}
	}

	/** Two classes that implement one annotated method have it in common. */
	private static boolean isSame(AnnotatedMethod one, AnnotatedMethod other) {
		return one.method().equals(other.method()) || (one.source() != null && one.source().equals(other.source()));
	}

	/**
	 * A method as it is called on objects of one class.
	 *
	 * @param type the class, which may be one that Spring has made
	 * @param method the method
	 */
	private record Called(Class<?> type, CachedMethod method) {
	}

}
