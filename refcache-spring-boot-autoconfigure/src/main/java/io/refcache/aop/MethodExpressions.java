package io.refcache.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * The SpEL expressions of one method. They see what those of {@code @Cacheable} see:
 * arguments by name, {@code #root.args}, {@code #root.method}, {@code #root.methodName},
 * {@code #root.target}, {@code #root.targetClass}, {@code #result}, and beans.
 */
final class MethodExpressions {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private static final Set<String> ALWAYS_KNOWN = Set.of("root", "this");

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final BeanMethod method;

	private final BeanFactory beanFactory;

	MethodExpressions(BeanMethod method, BeanFactory beanFactory) {
		this.method = method;
		this.beanFactory = beanFactory;
	}

	/**
	 * Parses an expression.
	 * @param variables what it sees beside the arguments
	 * @return the expression; {@code null} for an empty text
	 */
	@Nullable Expression parse(String attribute, String text, String... variables) {
		if (text.isEmpty()) {
			return null;
		}
		try {
			SpelExpression expression = PARSER.parseRaw(text);
			checkVariables(attribute, expression.getAST(), Set.of(variables));
			return expression;
		}
		catch (ParseException ex) {
			throw this.method.refuse("has a '%s' that is no SpEL expression: %s".formatted(attribute, ex.getMessage()),
					"Correct the expression '%s'".formatted(text));
		}
	}

	/** An unknown one is null in SpEL: all calls would share one key. */
	private void checkVariables(String attribute, SpelNode node, Set<String> others) {
		if (node instanceof VariableReference) {
			String name = node.toStringAST().substring(1);
			if (!others.contains(name) && !ALWAYS_KNOWN.contains(name) && !isArgument(name)) {
				throw this.method.refuse("has a '%s' with '#%s', which is no parameter".formatted(attribute, name),
						"Name a parameter, or its index as in '#a0'; names need a compiler with '-parameters'");
			}
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			checkVariables(attribute, node.getChild(i), others);
		}
	}

	/**
	 * Whether an expression uses a variable.
	 */
	static boolean uses(Expression expression, String variable) {
		return expression instanceof SpelExpression parsed && uses(parsed.getAST(), "#" + variable);
	}

	private static boolean uses(SpelNode node, String variable) {
		return (node instanceof VariableReference && node.toStringAST().equals(variable))
				|| IntStream.range(0, node.getChildCount()).anyMatch((i) -> uses(node.getChild(i), variable));
	}

	private boolean isArgument(String name) {
		@Nullable String[] names = NAMES.getParameterNames(this.method.method());
		if (names != null && Arrays.asList(names).contains(name)) {
			return true;
		}
		return IntStream.range(0, this.method.method().getParameterCount())
			.anyMatch((index) -> name.equals("a" + index) || name.equals("p" + index));
	}

	EvaluationContext context(@Nullable Object target, @Nullable Object[] arguments) {
		Root root = new Root(this.method.method(), arguments, target, this.method.beanClass());
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(root, this.method.method(),
				SpringArguments.of(arguments), NAMES);
		context.setBeanResolver(new BeanFactoryResolver(this.beanFactory));
		return context;
	}

	/**
	 * What expressions see when the method has returned.
	 */
	EvaluationContext context(@Nullable Object target, @Nullable Object[] arguments, @Nullable Object result) {
		EvaluationContext context = context(target, arguments);
		context.setVariable("result", result);
		return context;
	}

	boolean isTrue(Expression expression, EvaluationContext context) {
		return Boolean.TRUE.equals(expression.getValue(context, Boolean.class));
	}

	/**
	 * What {@code #root} is.
	 */
	public static final class Root {

		private final Method method;

		private final @Nullable Object[] args;

		private final @Nullable Object target;

		private final Class<?> targetClass;

		Root(Method method, @Nullable Object[] args, @Nullable Object target, Class<?> targetClass) {
			this.method = method;
			this.args = args;
			this.target = target;
			this.targetClass = targetClass;
		}

		public Method getMethod() {
			return this.method;
		}

		public String getMethodName() {
			return this.method.getName();
		}

		public @Nullable Object[] getArgs() {
			return this.args;
		}

		public @Nullable Object getTarget() {
			return this.target;
		}

		public Class<?> getTargetClass() {
			return this.targetClass;
		}

	}

}
