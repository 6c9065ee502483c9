package io.refcache.aop;

import java.util.List;
import java.util.stream.IntStream;

import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.expression.Expression;

/**
 * Chooses how the keys of a method are made: from all arguments, by an expression, or by
 * a generator.
 */
final class KeyStrategies {

	private final AnnotatedMethod method;

	private final InjectedParameters injected;

	private final MethodExpressions expressions;

	private final ConfigurableListableBeanFactory beanFactory;

	KeyStrategies(AnnotatedMethod method, InjectedParameters injected, MethodExpressions expressions,
			ConfigurableListableBeanFactory beanFactory) {
		this.method = method;
		this.injected = injected;
		this.expressions = expressions;
		this.beanFactory = beanFactory;
	}

	KeyParts choose(MethodChecks checks) {
		String key = resolve(this.method.annotation().key());
		String generator = resolve(this.method.annotation().keyGenerator());
		if (!key.isEmpty() && !generator.isEmpty()) {
			throw this.method.refuse("has both a 'key' and a 'keyGenerator'", "Set one of them");
		}
		Expression expression = this.expressions.parse("key", key);
		if (expression != null) {
			return new ComputedKey(this.method,
					(target, arguments) -> expression.getValue(this.expressions.context(target, arguments)));
		}
		if (!generator.isEmpty()) {
			KeyGenerator bean = generator(generator);
			return new ComputedKey(this.method,
					(target, arguments) -> bean.generate((target != null) ? target : this.method.beanClass(),
							this.method.method(), SpringArguments.of(this.injected.strip(arguments))));
		}
		checks.checkKeyTypes(this.injected);
		return new ArgumentsKey(this.method, this.injected, parameters());
	}

	private String resolve(String text) {
		String resolved = this.beanFactory.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved : "";
	}

	private KeyGenerator generator(String name) {
		try {
			return this.beanFactory.getBean(name, KeyGenerator.class);
		}
		catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException ex) {
			throw this.method.refuse("has the keyGenerator '%s', which is no such bean".formatted(name),
					"Declare a KeyGenerator bean of that name");
		}
	}

	/** Of the parameters that are not filled in. */
	private List<ResolvableType> parameters() {
		return IntStream.range(0, this.method.method().getParameterCount())
			.filter((index) -> !this.injected.contains(index))
			.mapToObj((index) -> ResolvableType.forMethodParameter(
					new MethodParameter(this.method.method(), index).withContainingClass(this.method.beanClass())))
			.toList();
	}

}
