import { expect, test } from 'vitest';
import { openTaskList } from '../../../agents/servers/task-list.ts';

test('tasks are numbered as they come, and finished by their number', () => {
  const list = openTaskList();
  expect(list.list()).toBe('There are no tasks.');
  expect([list.add('Water the plants'), list.add('Call Ada')]).toEqual([
    'Added: 1. Water the plants',
    'Added: 2. Call Ada',
  ]);
  expect([list.finish(1), list.finish(1)]).toEqual(['Finished: 1. Water the plants', 'There is no task 1.']);
  expect(list.add('Sleep')).toBe('Added: 3. Sleep');
  expect(list.list()).toBe('2. Call Ada\n3. Sleep');
});

test('a list that is full takes another task when one is finished', () => {
  const list = openTaskList(2);
  list.add('one');
  list.add('two');
  expect(list.add('three')).toBe('The list is full with 2 tasks: finish one first.');
  list.finish(1);
  expect(list.add('three')).toBe('Added: 3. three');
});
