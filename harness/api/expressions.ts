import type { ExpressionEvaluationView } from '#shared/api/mapping-views.ts';
import type { EvaluationContext } from '#shared/entra/expressions/evaluation-context.ts';
import type { ExpressionValue } from '#shared/entra/expressions/expression-value.ts';
import { readExpression } from '#shared/entra/expressions/parse-expression.ts';
import { outcomeOf, traceExpression } from '#shared/entra/expressions/trace-expression.ts';
import { expressionContext } from '#shared/entra/mapping.ts';
import { mappingContext } from '#shared/entra/mapping-context.ts';
import type { Role } from '#shared/entra/role-values.ts';
import { isInScope } from '#shared/entra/scope.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { expressionWorld } from '../session/expression-world.ts';
import { scopeOf } from '../session/job-scope.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found } from './implementer.ts';

/** The expression builder. */
export function expressionHandlers(parts: WorkspaceParts) {
  return {
    evaluate: api.expressions.evaluate.handler(({ input }): ExpressionEvaluationView => {
      const { configuration } = found(applicationOf(parts, input.appId), 'application');
      const object = input.objectId === null ? null : found(parts.db.tenant.readObject(input.objectId), 'object');
      const status = object === null ? null : scopeOf(parts, input.appId)(object);
      const context = mappingContext(configuration, {
        isSoftDeleted: status !== null && !isInScope(status),
        roles: status?.roles ?? [],
        now: parts.clock.now(),
        seed: input.appId,
        world: expressionWorld(parts.db.tenant),
      });
      const read = readExpression(input.expression, context.options);
      if (!read.ok) {
        const outcome = outcomeOf({ kind: 'error', error: read.error });
        return { outcome, isApproximate: false, warnings: [], steps: [] };
      }
      const { evaluation, steps } = traceExpression(
        read.value,
        overlaid(expressionContext(object ?? nobody, context, 'expression'), input),
      );
      return {
        outcome: outcomeOf(evaluation),
        isApproximate: evaluation.kind === 'value' && evaluation.isApproximate,
        warnings: evaluation.kind === 'error' ? [] : evaluation.warnings,
        steps,
      };
    }),
  };
}

/** Attributes given by hand stand in front of the object's. */
function overlaid(context: EvaluationContext, { attributes, existingTargetValues }: ByHand): EvaluationContext {
  return {
    attribute: (name) => (Object.hasOwn(attributes, name) ? givenValue(attributes[name]) : context.attribute(name)),
    roles: Object.hasOwn(attributes, ROLES) ? rolesNamed(givenValue(attributes[ROLES])) : context.roles,
    now: () => context.now(),
    random: context.random,
    get defaultDomain() {
      return context.defaultDomain;
    },
    isTaken: (value) => existingTargetValues.includes(value),
    patternHost: context.patternHost,
    options: context.options,
  };
}

interface ByHand {
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  readonly existingTargetValues: readonly string[];
}

const ROLES = 'appRoleAssignments';

/** As a role that is given by hand, whose name is all that is known of it. */
function rolesNamed(names: ExpressionValue): readonly Role[] {
  const values = typeof names === 'string' ? [names] : (names ?? []);
  return values.map((value) => ({ id: '', value, displayName: value }));
}

/** An empty text is no value, as everywhere in the tenant. */
function givenValue(given: string | readonly string[] | undefined): ExpressionValue {
  return given === undefined || given.length === 0 ? null : given;
}

/** Stands in where no object was picked. */
const nobody: TenantObject = { type: 'User', objectId: '', key: '', attributes: {}, managerId: null, deletedAt: null };
