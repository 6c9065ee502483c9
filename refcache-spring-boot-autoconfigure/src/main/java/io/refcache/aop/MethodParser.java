package io.refcache.aop;

import java.time.Duration;
import java.util.List;

import io.refcache.RefCacheConfig;
import io.refcache.RefCacheConfigurationException;
import io.refcache.RefCached;
import io.refcache.RetryOptions;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.engine.CallSpec;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.Operation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Makes the immutable record of a method out of its annotation, the defaults of its
 * class, and the properties.
 */
final class MethodParser {

	private static final Log logger = LogFactory.getLog(MethodParser.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final RefCacheProperties properties;

	private final RefCacheEngine engine;

	private final BeanNames beanNames;

	MethodParser(ConfigurableListableBeanFactory beanFactory, RefCacheProperties properties, RefCacheEngine engine) {
		this.beanFactory = beanFactory;
		this.properties = properties;
		this.engine = engine;
		this.beanNames = new BeanNames(beanFactory);
	}

	/**
	 * Parses a method.
	 * @throws RefCacheConfigurationException if it is used wrongly
	 */
	CachedMethod parse(AnnotatedMethod method) {
		MethodChecks checks = new MethodChecks(method);
		checks.check();
		String name = resolve(method.name());
		RefCacheProperties.Method override = this.properties.getMethods().get(name);
		ReturnShape shape = ReturnShape.of(ResolvableType.forMethodReturnType(method.method(), method.beanClass()));
		InjectedParameters injected = InjectedParameters.of(method.method());
		MethodExpressions expressions = new MethodExpressions(method.bean(), this.beanFactory);
		MethodReferences references = MethodReferences.of(method, injected);
		KeyParts key = new KeyStrategies(method, injected, expressions, this.beanFactory).choose(checks);
		List<String> beans = this.beanNames.ofClass(method.beanClass());
		return new CachedMethod(method, override == null || override.isEnabled(), spec(method, name, shape, override),
				new BeanIdentity(identity(method), beans, this.beanFactory), shape, injected, references, key,
				expressions.parse("condition", resolve(method.annotation().condition())),
				expressions.parse("unless", resolve(method.annotation().unless()), "result"), expressions, null);
	}

	/**
	 * Contexts that share the engine of their parent may each have a bean of one class.
	 */
	private String identity(AnnotatedMethod method) {
		if (this.beanFactory.getBeanNamesForType(RefCacheEngine.class, true, false).length > 0
				|| !(this.beanFactory instanceof DefaultListableBeanFactory child)) {
			return method.identity();
		}
		return method.identity() + " in " + child.getSerializationId();
	}

	private CallSpec spec(AnnotatedMethod method, String name, ReturnShape shape,
			RefCacheProperties.@Nullable Method override) {
		RefCached annotation = method.annotation();
		boolean response = shape.kind() == ReturnShape.Kind.RESPONSE;
		MethodTimes times = new MethodTimes(method, name, override, this.engine.settings(), this::resolve);
		RetryOptions retry = times.retry();
		Operation operation = new Operation(name, shape.valueType().toString(), response || annotation.exposed(),
				(retry != null) ? retry.maxRetries() : this.engine.settings().maxRetries(), annotation.responseFormat(),
				previewMaxSize(method));
		Duration asyncTimeout = times.asyncTimeout();
		Duration executionTimeout = times.executionTimeout();
		if (asyncTimeout != null && executionTimeout != null && asyncTimeout.compareTo(executionTimeout) > 0) {
			throw method.refuse("has an asyncTimeout (%s) that exceeds its executionTimeout (%s)"
				.formatted(asyncTimeout, executionTimeout), "Raise one or lower the other");
		}
		boolean staged = shape.kind() == ReturnShape.Kind.FUTURE;
		if (!annotation.executor().isEmpty() && asyncTimeout == null && !staged) {
			logger
				.warn("%s has an executor, but runs on its caller's thread: give it an asyncTimeout".formatted(method));
		}
		return new CallSpec(operation, times.ttl(), asyncTimeout, executionTimeout, retry, executor(method), response,
				staged, new MethodGuard(method, this.engine, this::resolve).rules());
	}

	private static int previewMaxSize(AnnotatedMethod method) {
		int size = method.annotation().previewMaxSize();
		if (size < 1 && size != -1) {
			throw method.refuse("has a previewMaxSize (%d) below 1".formatted(size), "Raise it, or leave it out");
		}
		return Math.max(0, size);
	}

	private String executor(AnnotatedMethod method) {
		RefCacheConfig config = method.config();
		String name = resolve(first(method.annotation().executor(), (config != null) ? config.executor() : ""));
		return name.isEmpty() ? CallSpec.DEFAULT_EXECUTOR : name;
	}

	private String resolve(String text) {
		String resolved = this.beanFactory.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved : "";
	}

	private static String first(String own, String inherited) {
		return own.isEmpty() ? inherited : own;
	}

}
