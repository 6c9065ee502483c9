package io.refcache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.refcache.RefResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * What an annotated method must be: anything else is refused when the application starts.
 */
final class MethodChecks {

	/** Annotations that do what refcache does, or whose advice goes around it. */
	private static final Map<String, String> RIVALS = Map.of(//
			"org.springframework.scheduling.annotation.Async", "Use 'asyncTimeout' instead",
			"org.springframework.resilience.annotation.Retryable",
			"Its retries would take a call that is still running for a failed one; put it on a delegate bean",
			"org.springframework.retry.annotation.Retryable",
			"Its retries would take a call that is still running for a failed one; put it on a delegate bean",
			"org.springframework.resilience.annotation.ConcurrencyLimit",
			"Its permit would be given back while the run goes on; use 'executor' as a bulkhead",
			"org.springframework.cache.annotation.Cacheable", "Use 'ttl', 'key' and 'unless' of @RefCached instead",
			"org.springframework.scheduling.annotation.Scheduled", "Put it on another method that calls this one");

	private static final Set<String> UNCACHEABLE = Set.of("java.util.stream.BaseStream", "java.io.InputStream",
			"java.io.Reader", "java.util.Iterator", "org.reactivestreams.Publisher",
			"java.util.concurrent.Flow$Publisher", "kotlinx.coroutines.flow.Flow",
			"org.springframework.core.io.Resource", "io.reactivex.rxjava3.core.Single",
			"io.reactivex.rxjava3.core.Maybe", "io.reactivex.rxjava3.core.Completable",
			"io.reactivex.rxjava3.core.Observable", "io.smallrye.mutiny.Uni", "java.util.concurrent.Callable",
			"org.springframework.web.context.request.async.DeferredResult",
			"org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter");

	private static final Set<String> OF_REQUESTS = Set.of("jakarta.servlet.ServletRequest",
			"jakarta.servlet.ServletResponse", "jakarta.servlet.http.HttpSession", "org.springframework.ui.Model",
			"org.springframework.validation.Errors", "org.springframework.web.multipart.MultipartFile",
			"org.springframework.web.context.request.WebRequest", "org.springframework.http.HttpMessage",
			"java.security.Principal", "java.io.InputStream", "java.io.Reader", "java.io.OutputStream",
			"java.io.Writer");

	private final AnnotatedMethod annotated;

	private final Method method;

	MethodChecks(AnnotatedMethod annotated) {
		this.annotated = annotated;
		this.method = annotated.method();
	}

	void check() {
		checkModifiers();
		checkReturnType();
		checkRivals();
		checkRequestParameters();
	}

	private void checkModifiers() {
		int modifiers = this.method.getModifiers();
		if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
			throw this.annotated.refuse("is private, static or final, so that no proxy can be around it",
					"Make it an instance method that can be overridden");
		}
		Class<?> beanClass = this.annotated.beanClass();
		if (MergedAnnotations.from(beanClass, SearchStrategy.TYPE_HIERARCHY)
			.isPresent("org.springframework.context.annotation.Configuration")) {
			throw this.annotated.refuse("is in a @Configuration class", "Move it to a bean of its own");
		}
	}

	private void checkReturnType() {
		Class<?> type = this.method.getReturnType();
		if (type == void.class || type == Void.class) {
			throw this.annotated.refuse("returns nothing that could be cached", "Let it return a value");
		}
		if (Future.class.isAssignableFrom(type) && !CompletionStage.class.isAssignableFrom(type)) {
			throw this.annotated.refuse("returns " + type.getSimpleName(), "Let it return a CompletableFuture");
		}
		if (CompletionStage.class.isAssignableFrom(type) && ReturnShape.Kind.of(type) != ReturnShape.Kind.FUTURE) {
			throw this.annotated.refuse("returns " + type.getSimpleName(),
					"Let it return a CompletableFuture or a CompletionStage");
		}
		if (RefResponse.class.isAssignableFrom(type) && type != RefResponse.class) {
			throw this.annotated.refuse(
					"returns %s, but may have to answer with another response".formatted(ClassUtils.getShortName(type)),
					"Let it return a RefResponse");
		}
		ReturnShape shape = ReturnShape.of(returnType());
		refuseReturn(type);
		refuseReturn(shape.valueType().toClass());
		if ((shape.kind() != ReturnShape.Kind.VALUE || shape.optional())
				&& ReturnShape.Kind.of(shape.valueType().toClass()) != ReturnShape.Kind.VALUE) {
			throw this.annotated.refuse("returns one wrapper in another", "Let it return one of them");
		}
	}

	private ResolvableType returnType() {
		return ResolvableType.forMethodReturnType(this.method, this.annotated.beanClass());
	}

	private void refuseReturn(Class<?> type) {
		String found = findSuper(type, UNCACHEABLE);
		if (found != null) {
			throw this.annotated.refuse(
					"returns %s, which can be read only once or has not been computed".formatted(type.getSimpleName()),
					"Let it return what comes out of it, for example a List");
		}
	}

	/**
	 * Whether what is returned stands for something that comes later, or can be read only
	 * once.
	 */
	static boolean isUncacheable(Class<?> type) {
		return Future.class.isAssignableFrom(type) || findSuper(type, UNCACHEABLE) != null;
	}

	private void checkRivals() {
		MergedAnnotations onMethod = MergedAnnotations.from(this.method, SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotations onClass = MergedAnnotations.from(this.annotated.beanClass(), SearchStrategy.TYPE_HIERARCHY);
		RIVALS.forEach((name, cure) -> {
			if (onMethod.isPresent(name) || onClass.isPresent(name)) {
				throw this.annotated.refuse("is also @%s".formatted(ClassUtils.getShortName(name)), cure);
			}
		});
	}

	private void checkRequestParameters() {
		for (Class<?> type : this.method.getParameterTypes()) {
			if (type.getName().equals("kotlin.coroutines.Continuation")) {
				throw this.annotated.refuse("is a suspend function", "Let it return a CompletableFuture");
			}
			if (findSuper(type, OF_REQUESTS) != null) {
				throw this.annotated.refuse("has a parameter of type %s, which is of no use once the request is over"
					.formatted(type.getSimpleName()), "Pass the values that are needed of it");
			}
		}
	}

	/**
	 * Checks that all arguments can be part of the key.
	 */
	void checkKeyTypes(InjectedParameters injected) {
		for (int i = 0; i < this.method.getParameterCount(); i++) {
			if (injected.contains(i)) {
				continue;
			}
			ResolvableType type = ResolvableType.forMethodParameter(
					new MethodParameter(this.method, i).withContainingClass(this.annotated.beanClass()));
			ResolvableType unfit = KeyTypes.findUnfit(type);
			if (unfit != null) {
				throw this.annotated.refuse(
						"has the parameter '%s' of type %s that cannot be part of the key: equal values of %s may not be equal"
							.formatted(this.method.getParameters()[i].getName(), type,
									(unfit.resolve() != null) ? unfit : "an unknown type"),
						"Set 'key' or 'keyGenerator', or declare a type whose values override equals and hashCode");
			}
		}
	}

	/** An interface may extend what is looked for, as Stream does. */
	private static @Nullable String findSuper(@Nullable Class<?> type, Set<String> names) {
		if (type == null) {
			return null;
		}
		if (names.contains(type.getName())) {
			return type.getName();
		}
		for (Class<?> candidate : type.getInterfaces()) {
			String found = findSuper(candidate, names);
			if (found != null) {
				return found;
			}
		}
		return findSuper(type.getSuperclass(), names);
	}

}
