import { later } from '../../../common/later.ts';
import { nameTool } from './name-tool.ts';
import type { StepProps } from './steps.tsx';

const useSteps = later(() => import('./steps.tsx'));

/** A step, loaded with the first one: until then, and where it is lost, the tool's name alone. */
export function LaterStep(props: StepProps) {
  const steps = useSteps();
  return typeof steps === 'object' ? <steps.Step {...props} /> : <p class="quiet">{nameTool(props.part.name)}</p>;
}
